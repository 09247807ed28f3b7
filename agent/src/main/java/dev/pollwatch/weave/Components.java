package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The strongly connected components of a control flow graph or of a part of it. Tarjan's algorithm with a stack of its own, because a method
 * may have thousands of blocks in a row and this runs on threads of the host whose stacks are what they are.
 */
final class Components {

    private static final int UNSEEN = -1;

    private final ControlFlowGraph graph;
    private final int[] order;
    private final int[] low;
    private final int[] nextEdge;
    private final int[] path;
    private final int[] open;
    private final BitSet isOpen = new BitSet();
    private int openSize;
    private int seen;

    Components(ControlFlowGraph graph) {
        this.graph = graph;
        order = new int[graph.blocks()];
        low = new int[graph.blocks()];
        nextEdge = new int[graph.blocks()];
        path = new int[graph.blocks()];
        open = new int[graph.blocks()];
    }

    /** The components of what can be reached from a block. */
    List<BitSet> from(int block) {
        Arrays.fill(order, UNSEEN);
        Arrays.fill(nextEdge, 0);
        BitSet all = new BitSet();
        all.set(0, graph.blocks());
        List<BitSet> found = new ArrayList<>();
        visit(block, all, found);
        return found;
    }

    /** The components of a part of the graph, looked at as though there were nothing else. */
    List<BitSet> within(BitSet part) {
        for (int block = part.nextSetBit(0); block >= 0; block = part.nextSetBit(block + 1)) {
            order[block] = UNSEEN;
            nextEdge[block] = 0;
        }
        List<BitSet> found = new ArrayList<>();
        for (int block = part.nextSetBit(0); block >= 0; block = part.nextSetBit(block + 1)) {
            if (order[block] == UNSEEN) {
                visit(block, part, found);
            }
        }
        return found;
    }

    private void visit(int root, BitSet part, List<BitSet> found) {
        int depth = 0;
        path[depth++] = root;
        while (depth > 0) {
            int block = path[depth - 1];
            if (order[block] == UNSEEN) {
                order[block] = low[block] = seen++;
                open[openSize++] = block;
                isOpen.set(block);
            }
            int[] successors = graph.successors(block);
            if (nextEdge[block] < successors.length) {
                int next = successors[nextEdge[block]++];
                if (!part.get(next)) {
                    continue;
                }
                if (order[next] == UNSEEN) {
                    path[depth++] = next;
                } else if (isOpen.get(next)) {
                    low[block] = Math.min(low[block], order[next]);
                }
                continue;
            }
            depth--;
            if (depth > 0) {
                int parent = path[depth - 1];
                low[parent] = Math.min(low[parent], low[block]);
            }
            if (low[block] == order[block]) {
                found.add(close(block));
            }
        }
    }

    private BitSet close(int root) {
        BitSet component = new BitSet();
        int member;
        do {
            member = open[--openSize];
            isOpen.clear(member);
            component.set(member);
        } while (member != root);
        return component;
    }
}
