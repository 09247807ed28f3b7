package dev.pollwatch.weave;

import dev.pollwatch.keepalive.HeartbeatWords;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The instructions that are woven in. They name types of {@code java.base} only, so they link in every class loader, and leave
 * the operand stack as they found it. None of them holds more than {@link #STACK} slots.
 */
final class HookCode {

    /** The type of the heartbeat words. */
    static final String WORDS = "java/util/concurrent/atomic/AtomicLongArray";
    /** Stack slots that the greediest of the sequences needs on top of what is there ({@link #wakeInHandler}). */
    static final int STACK = 8;

    private static final String FUNCTIONS = "java/util/function/";
    private static final String RUNNABLE = "java/lang/Runnable";

    private final String bridge;
    private final int local;

    /**
     * Makes code for one method.
     *
     * @param bridge internal name of the class whose static fields hold the hooks
     * @param local index of the new local variable that keeps the words
     */
    HookCode(String bridge, int local) {
        this.bridge = bridge;
        this.local = local;
    }

    InsnList enter(LdcInsnNode loopId) {
        InsnList code = hook("enter", "IntFunction");
        code.add(loopId);
        code.add(call("IntFunction", "apply", "(I)Ljava/lang/Object;"));
        return storeWords(code);
    }

    InsnList leaveNormally() {
        InsnList code = hook("leave", "BiConsumer");
        code.add(new VarInsnNode(Opcodes.ALOAD, local));
        code.add(new InsnNode(Opcodes.ACONST_NULL));
        code.add(call("BiConsumer", "accept", "(Ljava/lang/Object;Ljava/lang/Object;)V"));
        return code;
    }

    /** With the Throwable on the stack, which it throws on. */
    InsnList leaveByThrowable() {
        InsnList code = new InsnList();
        code.add(new InsnNode(Opcodes.DUP));
        code.add(hook("leave", "BiConsumer"));
        code.add(new InsnNode(Opcodes.SWAP));
        code.add(new VarInsnNode(Opcodes.ALOAD, local));
        code.add(new InsnNode(Opcodes.SWAP));
        code.add(call("BiConsumer", "accept", "(Ljava/lang/Object;Ljava/lang/Object;)V"));
        code.add(new InsnNode(Opcodes.ATHROW));
        return code;
    }

    InsnList fallAsleep() {
        InsnList code = hook("fallAsleep", "Supplier");
        code.add(call("Supplier", "get", "()Ljava/lang/Object;"));
        return storeWords(code);
    }

    InsnList wake() {
        InsnList code = hook("wake", "Consumer");
        code.add(new VarInsnNode(Opcodes.ALOAD, local));
        code.add(call("Consumer", "accept", "(Ljava/lang/Object;)V"));
        return code;
    }

    /** With the Throwable on the stack, which it throws on. */
    InsnList wakeByThrowable() {
        InsnList code = wake();
        code.add(new InsnNode(Opcodes.ATHROW));
        return code;
    }

    InsnList progress() {
        InsnList code = hook("progress", "Supplier");
        code.add(call("Supplier", "get", "()Ljava/lang/Object;"));
        return storeWords(code);
    }

    /** Needs no local variable. */
    static InsnList call(String bridge, LdcInsnNode loopId) {
        InsnList code = new InsnList();
        code.add(new FieldInsnNode(Opcodes.GETSTATIC, bridge, "call", "L" + FUNCTIONS + "IntConsumer;"));
        code.add(loopId);
        code.add(call("IntConsumer", "accept", "(I)V"));
        return code;
    }

    /** Needs no local variable. */
    static InsnList end(String bridge) {
        return run(bridge, "end");
    }

    /** Needs no local variable. */
    static InsnList each(String bridge) {
        return run(bridge, "each");
    }

    private static InsnList run(String bridge, String field) {
        InsnList code = new InsnList();
        code.add(new FieldInsnNode(Opcodes.GETSTATIC, bridge, field, "L" + RUNNABLE + ";"));
        code.add(new MethodInsnNode(Opcodes.INVOKEINTERFACE, RUNNABLE, "run", "()V", true));
        return code;
    }

    /** One more beat: an opaque store, the thread itself being the only writer. */
    InsnList beat() {
        return addOne(HeartbeatWords.BEATS);
    }

    /** From awake to asleep, and back. */
    InsnList toggleSleep() {
        return addOne(HeartbeatWords.SLEEP);
    }

    /** Wakes where a sleep point may have thrown, and changes nothing where it has not: adds one only to an odd number. */
    InsnList wakeInHandler() {
        InsnList code = loadSlotTwice(HeartbeatWords.SLEEP);
        code.add(new InsnNode(Opcodes.DUP2));
        code.add(new InsnNode(Opcodes.LCONST_1));
        code.add(new InsnNode(Opcodes.LAND));
        return addAndStore(code);
    }

    private InsnList addOne(int slot) {
        InsnList code = loadSlotTwice(slot);
        code.add(new InsnNode(Opcodes.LCONST_1));
        return addAndStore(code);
    }

    /** Words and slot for the store to come, and the slot's value. */
    private InsnList loadSlotTwice(int slot) {
        InsnList code = new InsnList();
        for (int time = 0; time < 2; time++) {
            code.add(new VarInsnNode(Opcodes.ALOAD, local));
            code.add(new IntInsnNode(Opcodes.BIPUSH, slot));
        }
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, WORDS, "getPlain", "(I)J", false));
        return code;
    }

    private static InsnList addAndStore(InsnList code) {
        code.add(new InsnNode(Opcodes.LADD));
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, WORDS, "setOpaque", "(IJ)V", false));
        return code;
    }

    private InsnList hook(String field, String type) {
        InsnList code = new InsnList();
        code.add(new FieldInsnNode(Opcodes.GETSTATIC, bridge, field, "L" + FUNCTIONS + type + ";"));
        return code;
    }

    private InsnList storeWords(InsnList code) {
        code.add(new TypeInsnNode(Opcodes.CHECKCAST, WORDS));
        code.add(new VarInsnNode(Opcodes.ASTORE, local));
        return code;
    }

    private static MethodInsnNode call(String type, String method, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKEINTERFACE, FUNCTIONS + type, method, descriptor, true);
    }
}
