package dev.pollwatch.keepalive;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The two words in which a poll thread leaves its mark and which the dispatcher reads: how often it passed a loop header, and
 * how often it fell asleep or woke. One thread writes them, with opaque stores; any change of either is progress.
 *
 * <p>The used slots stand in the middle of an array that is long enough for their cache line to hold nothing else: 64 bytes on
 * either side belong to the same array, so no other thread's data can share it.
 */
public final class HeartbeatWords {

    /** The slot that counts header passes. */
    public static final int BEATS = 8;

    /** The slot that counts fallings asleep and wakings; odd means asleep. */
    public static final int SLEEP = 9;

    private static final int LENGTH = 24;

    private HeartbeatWords() {}

    /**
     * Makes the words of one row.
     *
     * @return words that have never beaten and are awake
     */
    static AtomicLongArray allocate() {
        return new AtomicLongArray(LENGTH);
    }

    static long beats(AtomicLongArray words) {
        return words.getOpaque(BEATS);
    }

    static long sleep(AtomicLongArray words) {
        return words.getOpaque(SLEEP);
    }

    /** One more beat; only for the thread that runs the loop. */
    static void beat(AtomicLongArray words) {
        words.setOpaque(BEATS, words.getPlain(BEATS) + 1);
    }

    static boolean asleep(long sleep) {
        return (sleep & 1) != 0;
    }

    /** Turns an odd sleep word even; only for the thread that runs the loop. */
    static boolean wakeIfAsleep(AtomicLongArray words) {
        long sleep = words.getPlain(SLEEP);
        if (asleep(sleep)) {
            words.setOpaque(SLEEP, sleep + 1);
            return true;
        }
        return false;
    }

    /** Turns an even sleep word odd; only for the thread that runs the loop. */
    static boolean fallAsleep(AtomicLongArray words) {
        long sleep = words.getPlain(SLEEP);
        if (asleep(sleep)) {
            return false;
        }
        words.setOpaque(SLEEP, sleep + 1);
        return true;
    }

    /** Shows progress without a header pass and without changing whether it is asleep: an inner loop came back. */
    static void touch(AtomicLongArray words) {
        words.setOpaque(SLEEP, words.getPlain(SLEEP) + 2);
    }
}
