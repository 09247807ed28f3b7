package com.example.forwarder;

/**
 * Chooses the worker of a frame, as the receive-side scaling of a network card does: from addresses and ports at the places
 * where they usually are, without parsing. Packets of one flow so stay in order and in one flow table. What has no such
 * fields hashes to the same value, which is all right.
 */
final class FlowHash {
    private static final int ETHER_TYPE = 12;
    private static final int VLAN = 0x8100;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;

    private FlowHash() {}

    /** An index of 0 to {@code count - 1} for the frame in the first {@code length} bytes. */
    static int choose(byte[] frame, int length, int count) {
        return Math.floorMod(of(frame, length) * 0x9E3779B9 >> 16, count);
    }

    private static int of(byte[] frame, int length) {
        int type = ETHER_TYPE;
        if (length >= type + 6 && shortAt(frame, type) == VLAN) {
            type += 4;
        }
        int ip = type + 2;
        if (length >= ip + 24 && shortAt(frame, type) == IPV4) {
            boolean plain = frame[ip] == 0x45 && (shortAt(frame, ip + 6) & 0x3FFF) == 0;
            int addresses = intAt(frame, ip + 12) * 31 + intAt(frame, ip + 16);
            // Fragments have no ports but in the first: all of them go by addresses alone, to stay together.
            return plain && hasPorts(frame[ip + 9]) ? addresses * 31 + intAt(frame, ip + 20) : addresses;
        }
        if (length >= ip + 44 && shortAt(frame, type) == IPV6) {
            int addresses = 0;
            for (int offset = ip + 8; offset < ip + 40; offset += 4) {
                addresses = addresses * 31 + intAt(frame, offset);
            }
            return hasPorts(frame[ip + 6]) ? addresses * 31 + intAt(frame, ip + 40) : addresses;
        }
        return 0;
    }

    private static boolean hasPorts(byte protocol) {
        return protocol == PacketHeader.TCP || protocol == PacketHeader.UDP;
    }

    private static int shortAt(byte[] frame, int index) {
        return Byte.toUnsignedInt(frame[index]) << 8 | Byte.toUnsignedInt(frame[index + 1]);
    }

    private static int intAt(byte[] frame, int index) {
        return shortAt(frame, index) << 16 | shortAt(frame, index + 2);
    }
}
