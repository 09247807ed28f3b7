package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * The basic blocks of a method and the ways between them, those by exceptions too: a loop that retries by catching is a loop.
 * Block 0 is where the method starts.
 */
final class ControlFlowGraph {

    private final InsnList instructions;
    private final AbstractInsnNode[] nodes;
    private final int[] blockOfNode;
    private final int[] firstNode;
    private final int[][] successors;

    ControlFlowGraph(MethodNode method) {
        instructions = method.instructions;
        nodes = instructions.toArray();
        BitSet leaders = leaders(method);
        blockOfNode = new int[nodes.length];
        firstNode = leaders.stream().toArray();
        for (int block = 0; block < firstNode.length; block++) {
            Arrays.fill(blockOfNode, firstNode[block], endOf(block), block);
        }
        BitSet[] edges = new BitSet[firstNode.length];
        for (int block = 0; block < edges.length; block++) {
            edges[block] = normalEdges(block);
        }
        for (TryCatchBlockNode range : method.tryCatchBlocks) {
            addExceptionEdges(range, edges);
        }
        successors = new int[edges.length][];
        for (int block = 0; block < edges.length; block++) {
            successors[block] = edges[block].stream().toArray();
        }
    }

    int blocks() {
        return successors.length;
    }

    int[] successors(int block) {
        return successors[block];
    }

    /** The first real instruction at or after the block's start; there is one, since a method never ends by falling off. */
    AbstractInsnNode firstInstruction(int block) {
        return RealInstruction.atOrAfter(nodes[firstNode[block]]);
    }

    private BitSet leaders(MethodNode method) {
        BitSet leaders = new BitSet(nodes.length);
        leaders.set(0);
        for (int index = 0; index < nodes.length; index++) {
            AbstractInsnNode node = nodes[index];
            for (LabelNode target : targets(node)) {
                leaders.set(instructions.indexOf(target));
            }
            if (index + 1 < nodes.length && endsBlock(node)) {
                leaders.set(index + 1);
            }
        }
        for (TryCatchBlockNode range : method.tryCatchBlocks) {
            leaders.set(instructions.indexOf(range.start));
            leaders.set(instructions.indexOf(range.end));
            leaders.set(instructions.indexOf(range.handler));
        }
        return leaders;
    }

    private int endOf(int block) {
        return block + 1 < firstNode.length ? firstNode[block + 1] : nodes.length;
    }

    private @Nullable AbstractInsnNode lastInstruction(int block) {
        for (int index = endOf(block) - 1; index >= firstNode[block]; index--) {
            if (nodes[index].getOpcode() >= 0) {
                return nodes[index];
            }
        }
        return null;
    }

    private BitSet normalEdges(int block) {
        BitSet edges = new BitSet();
        AbstractInsnNode last = lastInstruction(block);
        if (last != null) {
            for (LabelNode target : targets(last)) {
                edges.set(blockOfNode[instructions.indexOf(target)]);
            }
        }
        if ((last == null || fallsThrough(last)) && block + 1 < firstNode.length) {
            edges.set(block + 1);
        }
        return edges;
    }

    /**
     * A range that contains its own handler is made by a compiler, which guards the unlocking or the finally clause itself
     * so. From the handler on, such a range leads back to its handler, but no program goes round there.
     */
    private void addExceptionEdges(TryCatchBlockNode range, BitSet[] edges) {
        int start = instructions.indexOf(range.start);
        int end = instructions.indexOf(range.end);
        int handler = instructions.indexOf(range.handler);
        boolean coversItself = start <= handler && handler < end;
        int stop = coversItself ? handler : end;
        if (start >= stop) {
            return;
        }
        for (int block = blockOfNode[start]; block < firstNode.length && firstNode[block] < stop; block++) {
            if (lastInstruction(block) != null) {
                edges[block].set(blockOfNode[handler]);
            }
        }
    }

    private static Iterable<LabelNode> targets(AbstractInsnNode node) {
        if (node instanceof JumpInsnNode jump) {
            return List.of(jump.label);
        }
        if (node instanceof TableSwitchInsnNode table) {
            return withDefault(table.labels, table.dflt);
        }
        if (node instanceof LookupSwitchInsnNode lookup) {
            return withDefault(lookup.labels, lookup.dflt);
        }
        return List.of();
    }

    private static Iterable<LabelNode> withDefault(List<LabelNode> labels, LabelNode otherwise) {
        List<LabelNode> all = new ArrayList<>(labels);
        all.add(otherwise);
        return all;
    }

    private static boolean endsBlock(AbstractInsnNode node) {
        return node instanceof JumpInsnNode || !fallsThrough(node);
    }

    private static boolean fallsThrough(AbstractInsnNode node) {
        int opcode = node.getOpcode();
        return opcode != Opcodes.GOTO
                && opcode != Opcodes.ATHROW
                && opcode != Opcodes.TABLESWITCH
                && opcode != Opcodes.LOOKUPSWITCH
                && !(opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
    }
}
