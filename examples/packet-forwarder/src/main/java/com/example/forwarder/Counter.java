package com.example.forwarder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A count that one thread writes and any thread reads. Opaque access is enough: readers want a recent value and order
 * nothing by it, so the writer pays for no fence and no locked instruction.
 */
final class Counter {
    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // by way of VALUE only
    private long value;

    void increment() {
        add(1);
    }

    /** To be called by the one writing thread only: two writers would lose counts. */
    void add(long amount) {
        VALUE.setOpaque(this, (long) VALUE.get(this) + amount);
    }

    long get() {
        return (long) VALUE.getOpaque(this);
    }
}
