package com.example.forwarder;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The place in a poll loop where faults strike: the loop asks it once per iteration, which costs one opaque read as long as
 * there is nothing.
 */
final class FaultPoint {
    private static final VarHandle PENDING;

    static {
        try {
            PENDING = MethodHandles.lookup().findVarHandle(FaultPoint.class, "pending", Fault.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Faults faults;

    @SuppressWarnings("unused") // by way of PENDING only
    private Fault pending;

    FaultPoint(Faults faults) {
        this.faults = faults;
    }

    /**
     * To be called by the loop in each iteration; a pending fault strikes within this call.
     *
     * @return whether the loop is to return
     */
    boolean endsLoop() throws IOException {
        return PENDING.getOpaque(this) != null && strike();
    }

    /**
     * Lets a fault strike in the loop's next iteration.
     *
     * @return false when the one before is not over
     */
    boolean arm(Fault fault) {
        return PENDING.compareAndSet(this, null, fault);
    }

    boolean isArmed() {
        return PENDING.getOpaque(this) != null;
    }

    private boolean strike() throws IOException {
        Fault fault = (Fault) PENDING.getAcquire(this);
        try {
            return faults.strike(fault);
        } finally {
            PENDING.setRelease(this, null); // only now, so that a second command is told to wait
        }
    }
}
