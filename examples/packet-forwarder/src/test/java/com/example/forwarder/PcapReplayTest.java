package com.example.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PcapReplayTest {
    private static final List<byte[]> FRAMES = List.of(new byte[20], new byte[30], new byte[40]);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may be anything, and may overflow
    private final PacketBuffer buffer = new PacketBuffer(new ArrayDeque<>());

    @Test
    void playsTheFramesInOrderOverAndOver() {
        PcapReplay replay = new PcapReplay("test", FRAMES, 0, clock::get);
        for (int expected : new int[] {20, 30, 40, 20, 30}) {
            assertThat(replay.poll(buffer)).isTrue();
            assertThat(buffer.length()).isEqualTo(expected);
        }
    }

    @Test
    void keepsToItsRate() {
        PcapReplay replay = new PcapReplay("test", FRAMES, 1_000, clock::get);
        int played = 0;
        for (int step = 0; step < 10_000; step++) {
            played += replay.poll(buffer) ? 1 : 0;
            clock.addAndGet(100_000);
        }
        assertThat(played).isEqualTo(1_000);
    }

    @Test
    void doesNotMakeUpForALongStallInABurst() {
        PcapReplay replay = new PcapReplay("test", FRAMES, 1_000, clock::get);
        clock.addAndGet(5_000_000_000L);
        assertThat(replay.poll(buffer)).isTrue();
        assertThat(replay.poll(buffer)).isFalse();
    }
}
