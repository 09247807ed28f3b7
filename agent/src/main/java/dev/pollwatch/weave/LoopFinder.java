package dev.pollwatch.weave;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the outermost loops of a method: the strongly connected components of its control flow graph. An inner loop is part
 * of an outer one's component and so gets no beat of its own; if it spins for ever, it does not count as alive.
 *
 * <p>What bytecode does not tell apart stays together: in {@code for (;;) { while (c()) { b(); } x(); }} both loops begin with
 * the same instruction, just as if the inner one were an {@code if} with a {@code continue}, so both their passes beat.
 *
 * <p>Tarjan's algorithm with a stack of its own, because a method may have thousands of blocks in a row and this runs on
 * threads of the host whose stacks are what they are.
 */
final class LoopFinder {

    private static final int UNSEEN = -1;

    private final ControlFlowGraph graph;
    private final int[] order;
    private final int[] low;
    private final int[] component;
    private int seen;
    private int components;

    private LoopFinder(ControlFlowGraph graph) {
        this.graph = graph;
        order = new int[graph.blocks()];
        low = new int[graph.blocks()];
        component = new int[graph.blocks()];
        Arrays.fill(order, UNSEEN);
        Arrays.fill(component, UNSEEN);
    }

    /**
     * The outermost loops of one method.
     *
     * @param count how many there are
     * @param headers the instructions at which they are entered, and which each pass comes by
     */
    record Loops(int count, Set<AbstractInsnNode> headers) {}

    static Loops in(MethodNode method) {
        if (method.instructions.size() == 0) {
            return new Loops(0, Set.of());
        }
        LoopFinder finder = new LoopFinder(new ControlFlowGraph(method));
        finder.findComponents();
        return finder.loops();
    }

    private void findComponents() {
        int[] path = new int[graph.blocks()];
        int[] nextEdge = new int[graph.blocks()];
        int[] open = new int[graph.blocks()];
        int depth = 0;
        int openSize = 0;
        path[depth++] = 0;
        while (depth > 0) {
            int block = path[depth - 1];
            if (order[block] == UNSEEN) {
                order[block] = low[block] = seen++;
                open[openSize++] = block;
            }
            int[] successors = graph.successors(block);
            if (nextEdge[block] < successors.length) {
                int next = successors[nextEdge[block]++];
                if (order[next] == UNSEEN) {
                    path[depth++] = next;
                } else if (component[next] == UNSEEN) {
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
                int member;
                do {
                    member = open[--openSize];
                    component[member] = components;
                } while (member != block);
                components++;
            }
        }
    }

    private Loops loops() {
        BitSet goesRound = new BitSet();
        BitSet entered = new BitSet();
        entered.set(0);
        int[] size = new int[components];
        for (int block = 0; block < order.length; block++) {
            if (component[block] == UNSEEN) {
                continue; // never reached, so neither a loop nor a way into one
            }
            if (++size[component[block]] > 1) {
                goesRound.set(component[block]);
            }
            for (int next : graph.successors(block)) {
                if (next == block) {
                    goesRound.set(component[block]);
                } else if (component[next] != component[block]) {
                    entered.set(next);
                }
            }
        }
        Set<AbstractInsnNode> headers = new LinkedHashSet<>();
        for (int block = entered.nextSetBit(0); block >= 0; block = entered.nextSetBit(block + 1)) {
            if (goesRound.get(component[block])) {
                headers.add(graph.firstInstruction(block));
            }
        }
        return new Loops(goesRound.cardinality(), headers);
    }
}
