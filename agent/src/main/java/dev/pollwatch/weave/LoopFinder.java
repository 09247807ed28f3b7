package dev.pollwatch.weave;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the loops of a method: the outermost are the strongly connected components of its control flow graph. An inner loop is part of an
 * outer one's component; it shows where the outer one's headers are taken away, and so on inwards.
 *
 * <p>What bytecode does not tell apart stays together: in {@code for (;;) { while (c()) { b(); } x(); }} both loops begin with
 * the same instruction, just as if the inner one were an {@code if} with a {@code continue}, so both their passes beat.
 */
final class LoopFinder {

    private final ControlFlowGraph graph;
    private final Components components;
    private final BitSet[] predecessors;
    private final BitSet headers = new BitSet();
    private final Deque<BitSet> insides = new ArrayDeque<>();
    private int count;

    private LoopFinder(ControlFlowGraph graph) {
        this.graph = graph;
        components = new Components(graph);
        predecessors = new BitSet[graph.blocks()];
    }

    /**
     * Loops of one method.
     *
     * @param count how many there are
     * @param headers the instructions at which they are entered, and which each pass comes by
     */
    record Loops(int count, Set<AbstractInsnNode> headers) {

        static final Loops NONE = new Loops(0, Set.of());
    }

    /** The outermost ones: an inner loop that spins for ever must not count as going round. */
    static Loops outermostIn(MethodNode method) {
        return find(method, false);
    }

    /** All, those within others too. */
    static Loops allIn(MethodNode method) {
        return find(method, true);
    }

    private static Loops find(MethodNode method, boolean inner) {
        if (method.instructions.size() == 0) {
            return Loops.NONE;
        }
        LoopFinder finder = new LoopFinder(new ControlFlowGraph(method));
        List<BitSet> reached = finder.components.from(0);
        reached.forEach(finder::notePredecessors);
        reached.forEach(finder::look);
        while (inner && !finder.insides.isEmpty()) {
            finder.components.within(finder.insides.poll()).forEach(finder::look);
        }
        return finder.loops();
    }

    /** Of blocks that are reached: from one that never is, nobody comes. */
    private void notePredecessors(BitSet blocks) {
        for (int block = blocks.nextSetBit(0); block >= 0; block = blocks.nextSetBit(block + 1)) {
            for (int next : graph.successors(block)) {
                if (predecessors[next] == null) {
                    predecessors[next] = new BitSet();
                }
                predecessors[next].set(block);
            }
        }
    }

    private void look(BitSet component) {
        if (!goesRound(component)) {
            return;
        }
        count++;
        BitSet inside = new BitSet();
        inside.or(component);
        for (int block = component.nextSetBit(0); block >= 0; block = component.nextSetBit(block + 1)) {
            if (isEntered(block, component)) {
                headers.set(block);
                inside.clear(block);
            }
        }
        if (!inside.isEmpty()) {
            insides.add(inside);
        }
    }

    private boolean goesRound(BitSet component) {
        int block = component.nextSetBit(0);
        return component.cardinality() > 1 || (predecessors[block] != null && predecessors[block].get(block));
    }

    private boolean isEntered(int block, BitSet component) {
        if (block == 0) {
            return true;
        }
        BitSet from = predecessors[block];
        for (int before = from.nextSetBit(0); before >= 0; before = from.nextSetBit(before + 1)) {
            if (!component.get(before)) {
                return true;
            }
        }
        return false;
    }

    private Loops loops() {
        Set<AbstractInsnNode> instructions = new LinkedHashSet<>();
        for (int block = headers.nextSetBit(0); block >= 0; block = headers.nextSetBit(block + 1)) {
            instructions.add(graph.firstInstruction(block));
        }
        return new Loops(count, instructions);
    }
}
