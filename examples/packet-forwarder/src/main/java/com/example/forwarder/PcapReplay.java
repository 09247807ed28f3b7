package com.example.forwarder;

import java.util.List;
import java.util.function.LongSupplier;

/** Plays the frames of a capture over and over, at a steady rate or as fast as it is polled. */
final class PcapReplay implements PacketSource {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** A thread that was held up makes up for this much; more would come as a burst that no wire delivers. */
    private static final long MOST_TO_CATCH_UP_NANOS = 10_000_000L;

    private final String name;
    private final byte[][] frames;
    private final int rate;
    private final long gapNanos;
    private final LongSupplier nanoTime;
    private int next;
    private long due;

    /**
     * @param name what is played, for people
     * @param rate frames per second; 0 is as fast as it is polled
     * @param nanoTime the clock that paces the frames
     */
    PcapReplay(String name, List<byte[]> frames, int rate, LongSupplier nanoTime) {
        this.name = name;
        this.frames = frames.toArray(byte[][]::new);
        this.rate = rate;
        this.gapNanos = rate == 0 ? 0 : NANOS_PER_SECOND / rate;
        this.nanoTime = nanoTime;
        this.due = nanoTime.getAsLong();
    }

    @Override
    public boolean poll(PacketBuffer buffer) {
        if (rate != 0) {
            long now = nanoTime.getAsLong();
            if (now - due < 0) {
                return false;
            }
            due = now - due > MOST_TO_CATCH_UP_NANOS ? now + gapNanos : due + gapNanos;
        }
        buffer.copyFrom(frames[next]);
        next = next + 1 == frames.length ? 0 : next + 1;
        return true;
    }

    @Override
    public String description() {
        return "capture " + name + ", " + frames.length + " frames in a loop, "
                + (rate == 0 ? "as fast as possible" : "at " + rate + " pps");
    }
}
