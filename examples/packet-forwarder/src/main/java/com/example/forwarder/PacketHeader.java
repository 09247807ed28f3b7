package com.example.forwarder;

/**
 * The headers of one frame: Ethernet with VLAN tags, IPv4 or IPv6 with extension headers, UDP or TCP. Made once and used
 * for every packet. Each field is read only after its presence was checked against the end of what encloses it, so no
 * input makes it throw. Checksums are not verified: a network card does that.
 */
final class PacketHeader {
    static final int TCP = 6;
    static final int UDP = 17;

    private static final int ETHERNET_HEADER = 14;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86DD;
    private static final int VLAN_TAG = 4;
    /** A customer's tag within a provider's (802.1ad); more are no Ethernet that a host would send. */
    private static final int MOST_VLAN_TAGS = 2;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int MOBILITY = 135;
    /** RFC 8200 names about five; a longer chain serves nobody but an attacker of parsers. */
    private static final int MOST_EXTENSION_HEADERS = 8;

    private byte[] frame = {};
    private int ipVersion;
    private int vlanTags;
    private int protocol;
    private long sourceHigh;
    private long sourceLow;
    private long destinationHigh;
    private long destinationLow;
    private int ports;
    private int payloadOffset;
    private int payloadLength;

    /** Parses the first {@code length} bytes. The getters' values are of use after {@link Verdict#IP} only. */
    Verdict parse(byte[] bytes, int length) {
        frame = bytes;
        ipVersion = 0;
        vlanTags = 0;
        if (length < ETHERNET_HEADER || length > PacketBuffer.MAX_FRAME) {
            return Verdict.MALFORMED;
        }
        int etherType = unsignedShort(ETHERNET_HEADER - 2);
        int offset = ETHERNET_HEADER;
        while (isVlan(etherType)) {
            if (++vlanTags > MOST_VLAN_TAGS || length - offset < VLAN_TAG) {
                return Verdict.MALFORMED;
            }
            etherType = unsignedShort(offset + 2);
            offset += VLAN_TAG;
        }
        boolean wellFormed;
        switch (etherType) {
            case ETHERTYPE_IPV4 -> wellFormed = parseIpv4(offset, length);
            case ETHERTYPE_IPV6 -> wellFormed = parseIpv6(offset, length);
            default -> {
                return Verdict.NON_IP;
            }
        }
        return wellFormed ? Verdict.IP : Verdict.MALFORMED;
    }

    private static boolean isVlan(int etherType) {
        return etherType == 0x8100 || etherType == 0x88A8 || etherType == 0x9100;
    }

    private boolean parseIpv4(int start, int end) {
        if (end - start < 20 || unsignedByte(start) >>> 4 != 4) {
            return false;
        }
        int headerLength = (unsignedByte(start) & 0x0F) * 4;
        int totalLength = unsignedShort(start + 2);
        // The frame may be longer than its packet: Ethernet pads short ones.
        if (headerLength < 20 || totalLength < headerLength || totalLength > end - start) {
            return false;
        }
        ipVersion = 4;
        protocol = unsignedByte(start + 9);
        sourceHigh = 0;
        sourceLow = unsignedInt(start + 12);
        destinationHigh = 0;
        destinationLow = unsignedInt(start + 16);
        int fragment = unsignedShort(start + 6);
        boolean moreFragments = (fragment & 0x2000) != 0;
        boolean first = (fragment & 0x1FFF) == 0;
        return parseTransport(start + headerLength, start + totalLength, first, moreFragments);
    }

    private boolean parseIpv6(int start, int frameEnd) {
        if (frameEnd - start < 40 || unsignedByte(start) >>> 4 != 6) {
            return false;
        }
        int end = start + 40 + unsignedShort(start + 4);
        if (end > frameEnd) {
            return false;
        }
        ipVersion = 6;
        sourceHigh = longAt(start + 8);
        sourceLow = longAt(start + 16);
        destinationHigh = longAt(start + 24);
        destinationLow = longAt(start + 32);
        boolean first = true;
        boolean moreFragments = false;
        int next = unsignedByte(start + 6);
        int offset = start + 40;
        // Behind the header of a later fragment comes the middle of a packet, not another header.
        for (int headers = 0; first && isExtension(next); headers++) {
            if (headers == MOST_EXTENSION_HEADERS || end - offset < 8) {
                return false;
            }
            int headerLength = switch (next) {
                case FRAGMENT -> 8;
                case AUTHENTICATION -> (unsignedByte(offset + 1) + 2) * 4;
                default -> (unsignedByte(offset + 1) + 1) * 8;
            };
            if (headerLength > end - offset) {
                return false;
            }
            if (next == FRAGMENT) {
                int fragment = unsignedShort(offset + 2);
                first = (fragment & 0xFFF8) == 0;
                moreFragments = (fragment & 1) != 0;
            }
            next = unsignedByte(offset);
            offset += headerLength;
        }
        protocol = next;
        return parseTransport(offset, end, first, moreFragments);
    }

    private static boolean isExtension(int header) {
        return header == HOP_BY_HOP
                || header == ROUTING
                || header == FRAGMENT
                || header == AUTHENTICATION
                || header == DESTINATION_OPTIONS
                || header == MOBILITY;
    }

    private boolean parseTransport(int start, int end, boolean firstFragment, boolean moreFragments) {
        ports = 0;
        int headerLength = 0;
        if (firstFragment && protocol == UDP) {
            if (end - start < 8) {
                return false;
            }
            int udpLength = unsignedShort(start + 4);
            // The first of several fragments names the length of the whole datagram.
            if (udpLength < 8 || (udpLength > end - start && !moreFragments)) {
                return false;
            }
            ports = intAt(start);
            headerLength = 8;
        } else if (firstFragment && protocol == TCP) {
            if (end - start < 20) {
                return false;
            }
            headerLength = (unsignedByte(start + 12) >>> 4) * 4;
            if (headerLength < 20 || headerLength > end - start) {
                return false;
            }
            ports = intAt(start);
        }
        payloadOffset = start + headerLength;
        payloadLength = end - payloadOffset;
        return true;
    }

    /** 4 or 6. */
    int ipVersion() {
        return ipVersion;
    }

    int vlanTags() {
        return vlanTags;
    }

    /** The protocol that the payload belongs to, as IANA numbers them; behind all IPv6 extension headers. */
    int protocol() {
        return protocol;
    }

    long sourceHigh() {
        return sourceHigh;
    }

    /** The whole address in IPv4, its lower half in IPv6. */
    long sourceLow() {
        return sourceLow;
    }

    long destinationHigh() {
        return destinationHigh;
    }

    long destinationLow() {
        return destinationLow;
    }

    /** Source port in the upper 16 bits, destination port in the lower; 0 where there are none. */
    int ports() {
        return ports;
    }

    int payloadOffset() {
        return payloadOffset;
    }

    int payloadLength() {
        return payloadLength;
    }

    private int unsignedByte(int index) {
        return Byte.toUnsignedInt(frame[index]);
    }

    private int unsignedShort(int index) {
        return unsignedByte(index) << 8 | unsignedByte(index + 1);
    }

    private int intAt(int index) {
        return unsignedShort(index) << 16 | unsignedShort(index + 2);
    }

    private long unsignedInt(int index) {
        return Integer.toUnsignedLong(intAt(index));
    }

    private long longAt(int index) {
        return unsignedInt(index) << 32 | unsignedInt(index + 4);
    }
}
