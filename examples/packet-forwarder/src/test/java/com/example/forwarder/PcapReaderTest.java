package com.example.forwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcapReaderTest {
    private static final int MICROSECONDS = 0xA1B2C3D4;
    private static final int NANOSECONDS = 0xA1B23C4D;

    @TempDir
    Path folder;

    @Test
    void readsEveryFrameOfTheShippedCapture() throws IOException {
        assertThat(SampleCapture.frames()).hasSize(1_120);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void readsBothByteOrdersAndBothTimeStampFormats(boolean bigEndian, boolean microseconds) throws IOException {
        ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        byte[] first = {1, 2, 3};
        byte[] second = {4};
        Path file = write(pcap(order, microseconds ? MICROSECONDS : NANOSECONDS, 1, first, second));
        assertThat(PcapReader.read(file)).containsExactly(first, second);
    }

    @Test
    void refusesAMissingFile() {
        assertRefused(folder.resolve("none.pcap"), "none.pcap does not exist");
    }

    @Test
    void refusesADirectory() {
        assertRefused(folder, "is a directory");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertRefused(write(new byte[0]), "too short");
    }

    @Test
    void refusesAFileThatIsShorterThanItsHeader() throws IOException {
        assertRefused(write(Arrays.copyOf(pcap(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 1), 23)), "it has 23 bytes");
    }

    @Test
    void refusesACaptureWithoutPackets() throws IOException {
        assertRefused(write(pcap(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 1)), "holds no packets");
    }

    @Test
    void refusesAnotherKindOfFile() throws IOException {
        assertRefused(write("#!/bin/sh\necho this is a script\n".getBytes("US-ASCII")), "is not a pcap file");
    }

    @Test
    void tellsHowToConvertPcapng() throws IOException {
        assertRefused(write(pcap(ByteOrder.BIG_ENDIAN, 0x0A0D0D0A, 1)), "tcpdump -r");
    }

    @Test
    void refusesOtherLinkTypesThanEthernet() throws IOException {
        assertRefused(write(pcap(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 113, new byte[20])), "link type 113");
    }

    @Test
    void refusesAFrameOfImpossibleLength() throws IOException {
        byte[] file = pcap(ByteOrder.BIG_ENDIAN, MICROSECONDS, 1, new byte[20]);
        ByteBuffer.wrap(file).putInt(24 + 8, -1);
        assertRefused(write(file), "a packet of 4294967295 bytes");
    }

    @Test
    void refusesACaptureThatBreaksOffWithinAPacketOrItsHeader() throws IOException {
        byte[] whole = pcap(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 1, new byte[20], new byte[30]);
        int secondRecord = 24 + 16 + 20;
        for (int length = secondRecord + 1; length < whole.length; length++) {
            assertRefused(write(Arrays.copyOf(whole, length)), "is truncated: packet 2 at byte " + secondRecord);
        }
    }

    private static void assertRefused(Path file, String reason) {
        assertThatExceptionOfType(PcapException.class)
                .isThrownBy(() -> PcapReader.read(file))
                .withMessageStartingWith("capture " + file)
                .withMessageContaining(reason);
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("test.pcap"), content);
    }

    private static byte[] pcap(ByteOrder order, int magic, int linkType, byte[]... frames) {
        int length =
                24 + Arrays.stream(frames).mapToInt(frame -> 16 + frame.length).sum();
        ByteBuffer file = ByteBuffer.allocate(length).order(order);
        file.putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(262_144)
                .putInt(linkType);
        for (byte[] frame : frames) {
            file.putLong(0).putInt(frame.length).putInt(frame.length).put(frame);
        }
        return file.array();
    }
}
