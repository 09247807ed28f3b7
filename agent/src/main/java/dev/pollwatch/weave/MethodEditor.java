package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Puts code into one method and keeps its frames true. Frames are extended by the new local variable and never computed anew,
 * which would load classes of the host.
 */
final class MethodEditor {

    private final MethodNode method;
    private final boolean hasFrames;
    private final @Nullable AbstractInsnNode superCall;
    private final int local;
    private final Map<AbstractInsnNode, LabelNode> pins = new HashMap<>();

    /**
     * Begins to edit a method.
     *
     * @param method read with expanded frames; changed in place
     * @param hasFrames whether its class file version has frames, which is from 50 on
     * @param superCall in a constructor the call of {@code super()} or {@code this()}, after which ours begins
     */
    MethodEditor(MethodNode method, boolean hasFrames, @Nullable AbstractInsnNode superCall) {
        this.method = method;
        this.hasFrames = hasFrames;
        this.superCall = superCall;
        this.local = method.maxLocals;
        pinNewInstructions();
    }

    /** The index of the new local variable, above all of the host's. */
    int local() {
        return local;
    }

    void insertBefore(AbstractInsnNode instruction, InsnList code) {
        LabelNode pin = pins.get(instruction);
        method.instructions.insertBefore(pin == null ? instruction : pin, code);
    }

    void insertAfter(AbstractInsnNode instruction, InsnList code) {
        method.instructions.insert(instruction, code);
    }

    /**
     * Surrounds the method's code, to be called last. The entry comes before the first label, so that a loop whose header is
     * the method's first instruction does not enter again; the catch-all comes last in the exception table, so that the host's
     * own handlers have their turn first.
     */
    void surround(InsnList entry, Supplier<InsnList> beforeReturn, InsnList onThrowable) {
        InsnList code = method.instructions;
        MethodEnds.atReturns(method, beforeReturn);
        LabelNode begin = new LabelNode();
        LabelNode end = new LabelNode();
        entry.add(begin);
        begin(entry);
        code.add(end);
        if (hasFrames) {
            code.add(catchAllFrame());
        }
        code.add(onThrowable);
        method.tryCatchBlocks.add(new TryCatchBlockNode(begin, end, end, null));
    }

    /** Lets the method begin with code that sets the new local variable, to be called last where it is not surrounded. */
    void begin(InsnList entry) {
        extendFrames();
        MethodEnds.atEntry(method, superCall, entry);
        method.maxLocals = local + 1;
    }

    /**
     * A frame names an object whose constructor has not run by the place of its NEW instruction. That label may be a loop
     * header's too, and code put between it and the NEW would make the frame lie; so each such NEW gets a label of its own.
     */
    private void pinNewInstructions() {
        Map<Object, LabelNode> moved = new HashMap<>();
        for (AbstractInsnNode node : method.instructions.toArray()) {
            if (node instanceof FrameNode frame) {
                frame.local = pinned(frame.local, moved);
                frame.stack = pinned(frame.stack, moved);
            }
        }
    }

    private List<Object> pinned(@Nullable List<Object> types, Map<Object, LabelNode> moved) {
        List<Object> result = new ArrayList<>(types == null ? List.of() : types);
        result.replaceAll(
                type -> type instanceof LabelNode label ? moved.computeIfAbsent(label, key -> pin(label)) : type);
        return result;
    }

    private LabelNode pin(LabelNode label) {
        AbstractInsnNode instruction = RealInstruction.atOrAfter(label);
        LabelNode pin = new LabelNode();
        method.instructions.insertBefore(instruction, pin);
        pins.put(instruction, pin);
        return pin;
    }

    /** Before {@code super()} the new local is not yet set, so only the frames after it are extended. */
    private void extendFrames() {
        for (@Nullable AbstractInsnNode node = superCall == null ? method.instructions.getFirst() : superCall;
                node != null;
                node = node.getNext()) {
            if (node instanceof FrameNode frame) {
                List<Object> locals = new ArrayList<>(frame.local);
                int used = 0;
                for (Object type : locals) {
                    used += Opcodes.LONG.equals(type) || Opcodes.DOUBLE.equals(type) ? 2 : 1;
                }
                locals.addAll(Collections.nCopies(local - used, Opcodes.TOP));
                locals.add(HookCode.WORDS);
                frame.local = locals;
            }
        }
    }

    /** TOP for all of the host's locals: what they hold differs from place to place in so wide a range. */
    private FrameNode catchAllFrame() {
        List<Object> locals = new ArrayList<>(Collections.nCopies(local, Opcodes.TOP));
        locals.add(HookCode.WORDS);
        return new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {"java/lang/Throwable"});
    }
}
