package dev.pollwatch.hosts;

import java.io.IOException;

/** A thread in one of the {@link PollLoops}. An exception that ends it is nobody's business but the agent's. */
final class PollThread extends Thread {

    private final String kind;
    private final Orders orders;
    private final PollLoops loops;

    PollThread(String name, String kind, Order first) {
        super(name);
        this.kind = kind;
        this.orders = new Orders(first);
        this.loops = new PollLoops(orders);
        setDaemon(true);
        setUncaughtExceptionHandler((thread, throwable) -> {});
    }

    void order(Order order) {
        orders.give(order);
        if (order != Order.GO) {
            loops.wake(this);
        }
    }

    @Override
    public void run() {
        try {
            loop();
        } catch (InterruptedException e) {
            interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void loop() throws InterruptedException, IOException {
        switch (kind) {
            case "busy" -> loops.busy();
            case "patient" -> loops.patient();
            case "endless" -> loops.endless();
            case "slowToBegin" -> loops.slowToBegin();
            case "patientlyBegun" -> loops.patientlyBegun();
            case "sleeping" -> loops.sleeping();
            case "sleepingUntilInterrupted" -> loops.sleepingUntilInterrupted();
            case "parking" -> loops.parking();
            case "taking" -> loops.taking();
            case "selecting" -> loops.selecting();
            case "idling" -> loops.idling();
            case "outer" -> loops.outer();
            case "calling" -> loops.calling();
            case "batching" -> loops.batching();
            case "recursing" -> loops.recursing();
            default -> throw new IllegalArgumentException(kind);
        }
    }
}
