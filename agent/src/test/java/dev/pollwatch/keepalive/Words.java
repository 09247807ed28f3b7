package dev.pollwatch.keepalive;

import java.util.concurrent.atomic.AtomicLongArray;

/** What woven code does with heartbeat words. */
final class Words {

    private Words() {}

    static void beat(AtomicLongArray words, int times) {
        for (int i = 0; i < times; i++) {
            words.setOpaque(HeartbeatWords.BEATS, words.getPlain(HeartbeatWords.BEATS) + 1);
        }
    }
}
