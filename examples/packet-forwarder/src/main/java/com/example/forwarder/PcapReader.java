package com.example.forwarder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads classic pcap files (the format of {@code tcpdump -w}) of Ethernet frames, in either byte order and with micro- or
 * nanosecond time stamps. See the <a href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html">format</a>.
 */
final class PcapReader {
    private static final int MAGIC_MICROSECONDS = 0xA1B2C3D4;
    private static final int MAGIC_NANOSECONDS = 0xA1B23C4D;
    private static final int MAGIC_PCAPNG = 0x0A0D0D0A;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int LINK_TYPE_ETHERNET = 1;
    /** The whole capture is held in memory, to be replayed without reading. */
    private static final long LARGEST_FILE = 256L << 20;

    private PcapReader() {}

    /**
     * Reads all frames of a capture file.
     *
     * @throws PcapException with a sentence for the user when the file cannot be read, is damaged, or holds no frame
     */
    static List<byte[]> read(Path file) throws PcapException {
        ByteBuffer data = ByteBuffer.wrap(content(file));
        if (data.remaining() < FILE_HEADER) {
            throw new PcapException("capture " + file + " is too short to be a pcap file: it has " + data.remaining()
                    + " bytes, the file header alone takes " + FILE_HEADER);
        }
        data.order(byteOrder(file, data.getInt(0)));
        int version = Short.toUnsignedInt(data.getShort(4));
        if (version != 2) {
            throw new PcapException("capture " + file + " is of pcap version " + version + ": only version 2 is known");
        }
        // The upper half of the word tells of frame check sequences, which no usual capture has.
        int linkType = data.getInt(20) & 0xFFFF;
        if (linkType != LINK_TYPE_ETHERNET) {
            throw new PcapException("capture " + file + " has link type " + linkType
                    + ": only Ethernet (1) can be forwarded; capture on one Ethernet device, not on 'any'");
        }
        data.position(FILE_HEADER);
        List<byte[]> frames = new ArrayList<>();
        while (data.hasRemaining()) {
            frames.add(nextFrame(file, data, frames.size() + 1));
        }
        if (frames.isEmpty()) {
            throw new PcapException("capture " + file + " holds no packets: give one that does");
        }
        return List.copyOf(frames);
    }

    private static byte[] content(Path file) throws PcapException {
        try {
            if (Files.isDirectory(file)) {
                throw new PcapException("capture " + file + " is a directory: give a pcap file");
            }
            long size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw new PcapException("capture " + file + " has " + size + " bytes: it is held in memory, so "
                        + LARGEST_FILE + " is the most");
            }
            return Files.readAllBytes(file);
        } catch (PcapException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new PcapException("capture " + file + " does not exist: give the path of a pcap file");
        } catch (AccessDeniedException e) {
            throw new PcapException("capture " + file + " may not be read by this user: check its permissions");
        } catch (IOException e) {
            throw new PcapException(
                    "capture " + file + " cannot be read (" + e.getMessage() + "): give a readable file");
        }
    }

    private static ByteOrder byteOrder(Path file, int bigEndianMagic) throws PcapException {
        if (bigEndianMagic == MAGIC_PCAPNG) {
            throw new PcapException(
                    "capture " + file + " is in the pcapng format: convert it with 'tcpdump -r IN.pcapng -w OUT.pcap'");
        }
        if (isMagic(bigEndianMagic)) {
            return ByteOrder.BIG_ENDIAN;
        }
        if (isMagic(Integer.reverseBytes(bigEndianMagic))) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        throw new PcapException(String.format(
                "capture %s is not a pcap file: it begins with 0x%08x; 'tcpdump -w FILE' writes one",
                file, bigEndianMagic));
    }

    private static boolean isMagic(int word) {
        return word == MAGIC_MICROSECONDS || word == MAGIC_NANOSECONDS;
    }

    private static byte[] nextFrame(Path file, ByteBuffer data, int number) throws PcapException {
        int start = data.position();
        if (data.remaining() < RECORD_HEADER) {
            throw new PcapException("capture " + file + " is truncated: packet " + number + " at byte " + start
                    + " breaks off within its header; copy the file anew");
        }
        long captured = Integer.toUnsignedLong(data.getInt(start + 8));
        if (captured > PacketBuffer.MAX_FRAME) {
            throw new PcapException("capture " + file + " has a packet of " + captured + " bytes (number " + number
                    + " at byte " + start + "), more than the " + PacketBuffer.MAX_FRAME
                    + " that can be forwarded: it is damaged, or was made with segmentation offload on");
        }
        data.position(start + RECORD_HEADER);
        if (captured > data.remaining()) {
            throw new PcapException("capture " + file + " is truncated: packet " + number + " at byte " + start
                    + " has " + captured + " bytes, of which " + data.remaining() + " are there; copy the file anew");
        }
        byte[] frame = new byte[(int) captured];
        data.get(frame);
        return frame;
    }
}
