package com.example.forwarder;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The command line.
 *
 * @param pcap the capture to replay; empty for the shipped one, if no other source is given
 * @param rate frames per second of the replay; 0 is as fast as possible
 * @param udpPort the port to take frames from; 0 lets the system choose one
 * @param controlPort the port of the control; 0 lets the system choose one; empty for none
 * @param seconds after how long to end; empty for never
 * @param help only say what can be said here
 */
record Options(
        Optional<Path> pcap,
        int rate,
        OptionalInt udpPort,
        OptionalInt controlPort,
        OptionalInt seconds,
        boolean help) {
    static final String USAGE = """
            usage: java -jar packet-forwarder.jar [--pcap FILE] [--rate PPS] [--udp PORT] [--control PORT|off]
                                                  [--seconds N] [--help]

              --pcap FILE     replay this capture in a loop (default, unless --udp is given: the shipped one)
              --rate PPS      packets per second of the replay; 0 is as fast as possible (default 20000)
              --udp PORT      take each datagram to 127.0.0.1:PORT as an Ethernet frame; 0 chooses a port
              --control PORT  listen for commands on 127.0.0.1:PORT; 0 chooses a port (default), off is none
              --seconds N     end after N seconds (default: run until 'quit' or SIGTERM)

            Commands come on standard input as well:
              %s
            """.formatted(Command.USAGE);

    private static final int DEFAULT_RATE = 20_000;
    private static final int HIGHEST_RATE = 100_000_000;
    private static final int LONGEST_RUN = 30 * 24 * 3_600;
    private static final int HIGHEST_PORT = 65_535;

    /** @throws UsageException with a sentence for the user when the arguments are not understood */
    static Options parse(String... arguments) throws UsageException {
        Optional<Path> pcap = Optional.empty();
        int rate = DEFAULT_RATE;
        OptionalInt udpPort = OptionalInt.empty();
        OptionalInt controlPort = OptionalInt.of(0);
        OptionalInt seconds = OptionalInt.empty();
        boolean help = false;
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--pcap" -> pcap = Optional.of(path(value(option, rest)));
                case "--rate" -> rate = number(option, value(option, rest), 0, HIGHEST_RATE);
                case "--udp" -> udpPort = OptionalInt.of(number(option, value(option, rest), 0, HIGHEST_PORT));
                case "--control" -> controlPort = controlPort(value(option, rest));
                case "--seconds" -> seconds = OptionalInt.of(number(option, value(option, rest), 1, LONGEST_RUN));
                case "--help" -> help = true;
                default -> throw new UsageException("unknown argument '" + option + "': --help lists what there is");
            }
        }
        return new Options(pcap, rate, udpPort, controlPort, seconds, help);
    }

    private static String value(String option, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException(option + " needs a value behind it: --help shows which");
        }
        return rest.next();
    }

    private static Path path(String text) throws UsageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("--pcap: '" + text + "' is no file name here: give the path of a pcap file");
        }
    }

    private static OptionalInt controlPort(String text) throws UsageException {
        if (text.equals("off")) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(number("--control", text, 0, HIGHEST_PORT));
        } catch (UsageException e) {
            throw new UsageException(e.getMessage() + ", or 'off'");
        }
    }

    private static int number(String option, String text, int least, int most) throws UsageException {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, like a number that is out of range
        }
        throw new UsageException(
                option + ": '" + text + "' will not do: give a whole number of " + least + " to " + most);
    }
}
