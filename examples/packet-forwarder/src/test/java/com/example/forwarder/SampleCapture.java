package com.example.forwarder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The capture that ships with the program. Maven runs tests in the module's folder. */
final class SampleCapture {
    static final Path FILE = Path.of("captures", "sample.pcap");

    private SampleCapture() {}

    static List<byte[]> frames() throws IOException {
        return PcapReader.read(FILE);
    }
}
