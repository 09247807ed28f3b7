package com.example.forwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FlowTableTest {
    private final PacketHeader header = new PacketHeader();

    @Test
    void neverHoldsMoreFlowsThanItsCapacityAndCountsThoseItLetGo() {
        FlowTable table = new FlowTable(64);
        for (int flow = 0; flow < 10_000; flow++) {
            table.count(udp(flow), 42);
            assertThat(table.size()).isLessThanOrEqualTo(64);
        }
        assertThat(table.size() + table.evictions()).isEqualTo(10_000);
        assertThat(table.size()).isEqualTo(64);
    }

    @Test
    void letsGoTheFlowThatWasNotSeenForLongest() {
        FlowTable oneSet = new FlowTable(FlowTable.WAYS);
        for (int flow = 0; flow < FlowTable.WAYS; flow++) {
            oneSet.count(udp(flow), 42);
        }
        oneSet.count(udp(0), 42);
        oneSet.count(udp(1_000), 42);
        assertThat(oneSet.packets(udp(0))).isEqualTo(2);
        assertThat(oneSet.packets(udp(1))).isZero();
        assertThat(oneSet.packets(udp(2))).isEqualTo(1);
        assertThat(oneSet.packets(udp(1_000))).isEqualTo(1);
    }

    @Test
    void countsEachPacketOfTheShippedCaptureToAFlow() throws IOException {
        FlowTable table = new FlowTable(4_096);
        int packets = 0;
        for (byte[] frame : SampleCapture.frames()) {
            if (header.parse(frame, frame.length) == Verdict.IP) {
                table.count(header, frame.length);
                packets++;
            }
        }
        assertThat(packets).isEqualTo(1_100);
        assertThat(table.size()).isBetween(100, packets);
        assertThat(table.evictions()).isZero();
    }

    @Test
    void refusesACapacityThatItCannotDivideIntoSets() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FlowTable(4));
        assertThatIllegalArgumentException().isThrownBy(() -> new FlowTable(100));
    }

    /** An empty datagram between two ports of 192.0.2.1 and 192.0.2.2; the flow's number is the ports. */
    private PacketHeader udp(int flow) {
        byte[] frame = HexFormat.of()
                .parseHex("00005e00530200005e0053010800" + "4500001c0000000040110000c0000201c0000202"
                        + String.format("%08x", flow) + "00080000");
        assertThat(header.parse(frame, frame.length)).isEqualTo(Verdict.IP);
        return header;
    }
}
