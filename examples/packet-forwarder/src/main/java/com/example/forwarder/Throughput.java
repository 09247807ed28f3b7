package com.example.forwarder;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says how much passes through the pipeline: per second, and in all since the start. */
final class Throughput {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Pipeline pipeline;
    private long lastNanos = System.nanoTime();
    private long lastReceived;
    private final long[] lastProcessed;
    private long lastSent;
    private long lastSunk;
    private long lastSunkBytes;

    Throughput(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.lastProcessed = new long[pipeline.workers().size()];
    }

    /** One line: the rates since the call before. For one thread. */
    String perSecond() {
        long nanos = System.nanoTime();
        double seconds = Math.max(1, nanos - lastNanos) / 1e9;
        lastNanos = nanos;
        StringBuilder line = new StringBuilder(LocalTime.now().format(CLOCK));
        long received = received();
        append(line, "rx", received - lastReceived, seconds);
        lastReceived = received;
        for (int worker = 0; worker < lastProcessed.length; worker++) {
            WorkerLoop loop = pipeline.workers().get(worker);
            long processed = loop.processed();
            append(line, loop.name(), processed - lastProcessed[worker], seconds);
            lastProcessed[worker] = processed;
        }
        long sent = pipeline.tx().sent();
        append(line, "tx", sent - lastSent, seconds);
        lastSent = sent;
        long sunk = pipeline.sink().received();
        append(line, "sink", sunk - lastSunk, seconds);
        lastSunk = sunk;
        long sunkBytes = pipeline.sink().bytes();
        line.append(String.format(Locale.ROOT, " %.1f MB/s", (sunkBytes - lastSunkBytes) / seconds / 1e6));
        lastSunkBytes = sunkBytes;
        return line.append(" | in all: ").append(counts()).toString();
    }

    private static void append(StringBuilder line, String what, long count, double seconds) {
        line.append("  ")
                .append(what)
                .append(' ')
                .append(Math.round(count / seconds))
                .append(" pps");
    }

    /** One line: everything since the start. For any thread. */
    String totals() {
        return "rx " + received()
                + ", workers "
                + pipeline.workers().stream().mapToLong(WorkerLoop::processed).sum()
                + ", tx " + pipeline.tx().sent()
                + ", sink " + pipeline.sink().received() + " ("
                + pipeline.sink().bytes() + " bytes), "
                + counts()
                + ", flows evicted "
                + pipeline.workers().stream()
                        .mapToLong(worker -> worker.flows().evictions())
                        .sum();
    }

    private String counts() {
        long dropped = pipeline.receivers().stream().mapToLong(RxLoop::dropped).sum()
                + pipeline.workers().stream().mapToLong(WorkerLoop::dropped).sum()
                + pipeline.tx().dropped();
        return "flows "
                + pipeline.workers().stream()
                        .mapToInt(worker -> worker.flows().size())
                        .sum()
                + ", non-ip "
                + pipeline.workers().stream().mapToLong(WorkerLoop::nonIp).sum()
                + ", malformed "
                + pipeline.workers().stream().mapToLong(WorkerLoop::malformed).sum()
                + ", dropped " + dropped;
    }

    private long received() {
        return pipeline.receivers().stream().mapToLong(RxLoop::received).sum();
    }
}
