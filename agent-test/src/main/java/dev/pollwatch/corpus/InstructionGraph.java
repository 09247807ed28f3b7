package dev.pollwatch.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * A method's instructions and where each may lead to. An exception leads from each instruction of a range to its handler; but
 * not from the handler itself, where compilers let a range cover its own handler to guard an unlocking.
 */
final class InstructionGraph {

    private static final int NEW = 0;
    private static final int ON_THE_WAY = 1;
    private static final int DONE = 2;

    private final MethodNode method;
    private final AbstractInsnNode[] nodes;
    private final int[][] handlers;

    InstructionGraph(MethodNode method) {
        this.method = method;
        nodes = method.instructions.toArray();
        handlers = new int[nodes.length][];
        for (TryCatchBlockNode range : method.tryCatchBlocks) {
            int start = index(range.start);
            int end = index(range.end);
            int handler = index(range.handler);
            int stop = start <= handler && handler < end ? handler : end;
            for (int at = start; at < stop; at++) {
                if (nodes[at].getOpcode() >= 0) {
                    handlers[at] = with(handlers[at], handler);
                }
            }
        }
    }

    /** Whether a walk from the method's start can come back to where it was. */
    boolean comesBack() {
        if (!leadsBackwards()) {
            return false;
        }
        byte[] state = new byte[nodes.length];
        int[] path = new int[nodes.length];
        int[] taken = new int[nodes.length];
        int[][] ways = new int[nodes.length][];
        int depth = 1;
        while (depth > 0) {
            int at = path[depth - 1];
            if (state[at] == NEW) {
                state[at] = ON_THE_WAY;
                ways[at] = successors(at);
            }
            if (taken[at] < ways[at].length) {
                int next = ways[at][taken[at]++];
                if (state[next] == ON_THE_WAY) {
                    return true;
                }
                if (state[next] == NEW) {
                    path[depth++] = next;
                }
            } else {
                state[at] = DONE;
                ways[at] = null;
                depth--;
            }
        }
        return false;
    }

    /** Most methods have no way back at all, which is cheap to see. */
    private boolean leadsBackwards() {
        for (int at = 0; at < nodes.length; at++) {
            for (int next : handlers[at] == null ? jumps(at) : successors(at)) {
                if (next <= at) {
                    return true;
                }
            }
        }
        return false;
    }

    private int[] successors(int at) {
        int[] ways = jumps(at);
        if (at + 1 < nodes.length && fallsThrough(nodes[at].getOpcode())) {
            ways = with(ways, at + 1);
        }
        return handlers[at] == null
                ? ways
                : IntStream.concat(IntStream.of(ways), IntStream.of(handlers[at]))
                        .toArray();
    }

    private int[] jumps(int at) {
        AbstractInsnNode node = nodes[at];
        if (node instanceof JumpInsnNode jump) {
            return new int[] {index(jump.label)};
        }
        if (node instanceof TableSwitchInsnNode table) {
            return indexes(table.labels, table.dflt);
        }
        if (node instanceof LookupSwitchInsnNode lookup) {
            return indexes(lookup.labels, lookup.dflt);
        }
        return new int[0];
    }

    private int[] indexes(List<LabelNode> labels, LabelNode otherwise) {
        List<LabelNode> all = new ArrayList<>(labels);
        all.add(otherwise);
        return all.stream().mapToInt(this::index).toArray();
    }

    private int index(LabelNode label) {
        return method.instructions.indexOf(label);
    }

    private static boolean fallsThrough(int opcode) {
        return opcode != Opcodes.GOTO
                && opcode != Opcodes.ATHROW
                && opcode != Opcodes.TABLESWITCH
                && opcode != Opcodes.LOOKUPSWITCH
                && opcode != Opcodes.RET
                && !(opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
    }

    private static int[] with(int[] some, int more) {
        return some == null
                ? new int[] {more}
                : IntStream.concat(IntStream.of(some), IntStream.of(more)).toArray();
    }
}
