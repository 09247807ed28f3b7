package com.example.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PacketHeaderTest {
    private static final String MACS = "00005e00530200005e005301";
    /** From 2001:db8::1 to 2001:db8::2. */
    private static final String IPV6_ADDRESSES =
            "20010db8000000000000000000000001" + "20010db8000000000000000000000002";

    private final PacketHeader header = new PacketHeader();

    /** The numbers are those that tcpdump counts; captures/README.md has the commands. */
    @Test
    void agreesWithTcpdumpOnTheShippedCapture() throws IOException {
        List<byte[]> frames = SampleCapture.frames();
        assertThat(count(frames, parsed -> parsed.ipVersion() == 4)).isEqualTo(518);
        assertThat(count(frames, parsed -> parsed.ipVersion() == 6)).isEqualTo(582);
        assertThat(count(frames, parsed -> parsed.protocol() == PacketHeader.TCP))
                .isEqualTo(842);
        assertThat(count(frames, parsed -> parsed.protocol() == PacketHeader.UDP))
                .isEqualTo(126);
        assertThat(count(frames, parsed -> parsed.vlanTags() == 1)).isEqualTo(515 - 10);
        assertThat(frames.stream().filter(frame -> parse(frame) == Verdict.NON_IP))
                .hasSize(20);
        assertThat(frames.stream().filter(frame -> parse(frame) == Verdict.MALFORMED))
                .isEmpty();
    }

    @Test
    void findsThatEveryTruncatedIpFrameIsMalformedAndThrowsOnNone() throws IOException {
        for (byte[] frame : SampleCapture.frames()) {
            Verdict whole = parse(frame);
            for (int length = 0; length < frame.length; length++) {
                Verdict truncated = parse(Arrays.copyOf(frame, length));
                if (whole == Verdict.IP || length < 14) {
                    assertThat(truncated).isEqualTo(Verdict.MALFORMED);
                }
            }
        }
    }

    @Test
    void throwsOnNoFrameWithFlippedBytes() throws IOException {
        Random random = new Random(7);
        for (byte[] frame : SampleCapture.frames()) {
            for (int round = 0; round < 50; round++) {
                byte[] damaged = frame.clone();
                damaged[random.nextInt(Math.min(damaged.length, 80))] = (byte) random.nextInt(256);
                damaged[random.nextInt(Math.min(damaged.length, 80))] = (byte) random.nextInt(256);
                if (parse(damaged) == Verdict.IP) {
                    assertThat(header.payloadLength()).isNotNegative();
                    assertThat(header.payloadOffset() + header.payloadLength()).isLessThanOrEqualTo(damaged.length);
                }
                assertThat(FlowHash.choose(damaged, damaged.length, 3)).isBetween(0, 2);
            }
        }
    }

    @Test
    void readsAddressesPortsAndPayloadOfUdpOverIpv4() {
        byte[] frame = hex(MACS + "0800" + "4500001f0000000040110000" + "c0000202c0000201" + "d4310035000b0000"
                + "616263" + "000000");
        assertThat(parse(frame)).isEqualTo(Verdict.IP);
        assertThat(header.sourceLow()).isEqualTo(0xC0000202L);
        assertThat(header.destinationLow()).isEqualTo(0xC0000201L);
        assertThat(header.ports()).isEqualTo(0xD431 << 16 | 53);
        assertThat(new String(frame, header.payloadOffset(), header.payloadLength()))
                .isEqualTo("abc");
    }

    @Test
    void looksThroughTwoVlanTagsButNotThree() {
        String packet = "0800" + "45000014000000004001000000000000" + "00000000";
        assertThat(parse(hex(MACS + "88a80007" + "8100002a" + packet))).isEqualTo(Verdict.IP);
        assertThat(header.vlanTags()).isEqualTo(2);
        assertThat(parse(hex(MACS + "88a80007" + "8100002a" + "8100002a" + packet)))
                .isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void findsUdpBehindAChainOfIpv6ExtensionHeaders() {
        String hopByHop = "2b00" + "010400000000";
        String routing = "3c00" + "000000000000";
        String destinationOptions = "1100" + "010400000000";
        String udp = "0035d43100080000";
        assertThat(parse(ipv6("00", hopByHop + routing + destinationOptions + udp)))
                .isEqualTo(Verdict.IP);
        assertThat(header.protocol()).isEqualTo(PacketHeader.UDP);
        assertThat(header.ports()).isEqualTo(53 << 16 | 0xD431);
        assertThat(header.payloadLength()).isZero();
    }

    @Test
    void takesALaterIpv6FragmentForPayloadAndNotForHeaders() {
        String laterFragment = "1100" + "05a8" + "00000001";
        assertThat(parse(ipv6("2c", laterFragment + "ffff"))).isEqualTo(Verdict.IP);
        assertThat(header.protocol()).isEqualTo(PacketHeader.UDP);
        assertThat(header.ports()).isZero();
        assertThat(header.payloadLength()).isEqualTo(2);
    }

    @Test
    void refusesAnEndlessChainOfExtensionHeaders() {
        assertThat(parse(ipv6("00", "0000010400000000".repeat(100)))).isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void refusesAnExtensionHeaderThatIsLongerThanThePacket() {
        assertThat(parse(ipv6("00", "11ff010400000000"))).isEqualTo(Verdict.MALFORMED);
    }

    private static byte[] ipv6(String nextHeader, String payload) {
        return hex(MACS + "86dd" + "60000000" + String.format("%04x", payload.length() / 2) + nextHeader + "40"
                + IPV6_ADDRESSES + payload);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private Verdict parse(byte[] frame) {
        return header.parse(frame, frame.length);
    }

    private long count(List<byte[]> frames, Predicate<PacketHeader> condition) {
        return frames.stream()
                .filter(frame -> parse(frame) == Verdict.IP && condition.test(header))
                .count();
    }
}
