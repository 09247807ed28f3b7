package com.example.forwarder;

/**
 * Packets and bytes per flow (addresses, protocol and ports of one direction), of bounded size. It is set-associative, as
 * the flow caches of software switches are: a flow may stand in the {@value #WAYS} entries of one set, and a new one takes
 * the entry of that set which was not seen for longest. So each packet costs a bounded number of comparisons, nothing is
 * allocated, and a flood of new flows pushes old ones out and does no other harm.
 *
 * <p>One thread writes. {@link #size} and {@link #evictions} may be read by any.
 */
final class FlowTable {
    static final int WAYS = 8;

    /** Words of an entry: five of key, then these. Eight make a cache line. */
    private static final int PACKETS = 5;

    private static final int BYTES = 6;
    private static final int LAST_SEEN = 7;
    private static final int WORDS = 8;

    private final long[] entries;
    private final int setMask;
    private final Counter size = new Counter();
    private final Counter evictions = new Counter();
    private long now;

    /** @param capacity the most flows it holds; a power of two, {@value #WAYS} at least */
    FlowTable(int capacity) {
        if (capacity < WAYS || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is not a power of two of at least " + WAYS);
        }
        entries = new long[capacity * WORDS];
        setMask = capacity / WAYS - 1;
    }

    /** Adds one packet of so many bytes to its flow. */
    void count(PacketHeader header, int bytes) {
        long tail = tail(header);
        int entry = find(header, tail);
        if (entry < 0) {
            entry = replaceOldest(-entry - 1, header, tail);
        }
        entries[entry + PACKETS]++;
        entries[entry + BYTES] += bytes;
        entries[entry + LAST_SEEN] = ++now;
    }

    /** The packets counted for the flow of that header; for the writing thread. */
    long packets(PacketHeader header) {
        long tail = tail(header);
        int entry = find(header, tail);
        return entry < 0 ? 0 : entries[entry + PACKETS];
    }

    int size() {
        return (int) size.get();
    }

    /** Flows pushed out by newer ones. */
    long evictions() {
        return evictions.get();
    }

    /** The part of the key that is not an address. Never 0, which marks an entry that was never used. */
    private static long tail(PacketHeader header) {
        return (long) header.ipVersion() << 40
                | (long) header.protocol() << 32
                | Integer.toUnsignedLong(header.ports());
    }

    /** The index of the flow's entry, or, if it has none, {@code -1 - start} of the set where it belongs. */
    private int find(PacketHeader header, long tail) {
        long hash = header.sourceHigh() * 31 + header.sourceLow();
        hash = hash * 31 + header.destinationHigh();
        hash = hash * 31 + header.destinationLow();
        hash = (hash * 31 + tail) * 0x9E3779B97F4A7C15L; // spreads what differs in low bits over the upper ones
        int start = ((int) (hash >>> 32) & setMask) * WAYS * WORDS;
        for (int entry = start; entry < start + WAYS * WORDS; entry += WORDS) {
            if (entries[entry + 4] == tail
                    && entries[entry + 1] == header.sourceLow()
                    && entries[entry + 3] == header.destinationLow()
                    && entries[entry] == header.sourceHigh()
                    && entries[entry + 2] == header.destinationHigh()) {
                return entry;
            }
        }
        return -1 - start;
    }

    private int replaceOldest(int start, PacketHeader header, long tail) {
        int oldest = start;
        for (int entry = start; entry < start + WAYS * WORDS; entry += WORDS) {
            if (entries[entry + LAST_SEEN] < entries[oldest + LAST_SEEN]) {
                oldest = entry;
            }
        }
        // An entry never used was last seen at 0, before every other, so free ones are taken first.
        (entries[oldest + LAST_SEEN] == 0 ? size : evictions).increment();
        entries[oldest] = header.sourceHigh();
        entries[oldest + 1] = header.sourceLow();
        entries[oldest + 2] = header.destinationHigh();
        entries[oldest + 3] = header.destinationLow();
        entries[oldest + 4] = tail;
        entries[oldest + PACKETS] = 0;
        entries[oldest + BYTES] = 0;
        return oldest;
    }
}
