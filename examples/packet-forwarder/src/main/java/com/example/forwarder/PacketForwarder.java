package com.example.forwarder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The program: takes packets from a capture or a UDP port, parses them, counts their flows and sends their payloads on by
 * UDP to a sink of its own, with a control to make its loops fail on demand. {@code --help} says how it is called.
 */
public final class PacketForwarder {
    private static final int EXIT_USAGE = 2;
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(2);
    private static final Path SHIPPED_CAPTURE = Path.of("captures", "sample.pcap");

    private final Options options;
    private final CountDownLatch endAsked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private PacketForwarder(Options options) {
        this.options = options;
    }

    /** Runs until it is told to end; exits with 0 then, and with 2 when it cannot start as it was asked to. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            Options options = Options.parse(arguments);
            if (options.help()) {
                System.out.print(Options.USAGE);
                return;
            }
            new PacketForwarder(options).run();
        } catch (UsageException | PcapException e) {
            System.err.println("packet-forwarder: " + e.getMessage());
            System.exit(EXIT_USAGE);
        }
    }

    private void run() throws IOException, InterruptedException, UsageException {
        List<PacketSource> sources = openSources();
        AdminLock adminLock = new AdminLock();
        Faults faults = new Faults(adminLock);
        Pipeline pipeline = new Pipeline(sources, faults);
        Throughput throughput = new Throughput(pipeline);
        List<PollLoop> loops = pipeline.loops();
        ControlLoop controlLoop = null;
        if (options.controlPort().isPresent()) {
            controlLoop = openControl(options.controlPort().getAsInt(), faults);
            loops.add(controlLoop);
        }
        LoopThreads threads = new LoopThreads(loops);
        Control control = new Control(threads, adminLock, throughput::totals, endAsked::countDown);

        System.out.println("packet-forwarder, pid " + ProcessHandle.current().pid());
        for (RxLoop receiver : pipeline.receivers()) {
            System.out.println(receiver.name() + " polls " + receiver.source().description());
        }
        System.out.println("tx-0 sends to udp 127.0.0.1:" + pipeline.sinkPort());
        if (controlLoop != null) {
            controlLoop.serve(control::execute);
            System.out.println("control on tcp 127.0.0.1:" + controlLoop.port());
        }
        System.out.println("commands also on standard input; 'help' lists them");

        Runtime.getRuntime().addShutdownHook(new Thread(this::endInOrder, "shutdown"));
        threads.startAll();
        startConsole(control);
        reportUntilEnd(throughput);

        List<String> late = threads.stopAll(PATIENCE_AT_END);
        System.out.println("ended: " + throughput.totals());
        if (!late.isEmpty()) {
            System.err.println("did not wait any longer for " + String.join(", ", late));
        }
        System.out.flush();
        ended.countDown();
    }

    private List<PacketSource> openSources() throws PcapException, UsageException {
        List<PacketSource> sources = new ArrayList<>();
        if (options.pcap().isPresent() || options.udpPort().isEmpty()) {
            Path file = options.pcap().isPresent() ? options.pcap().get() : shippedCapture();
            sources.add(new PcapReplay(
                    file.getFileName().toString(), PcapReader.read(file), options.rate(), System::nanoTime));
        }
        if (options.udpPort().isPresent()) {
            int port = options.udpPort().getAsInt();
            try {
                sources.add(UdpSource.open(port));
            } catch (IOException e) {
                throw portTaken("--udp", port, e);
            }
        }
        return sources;
    }

    /** The capture lies beside the directory that the program was built in, wherever it is called from. */
    private static Path shippedCapture() throws UsageException {
        try {
            Path home = Path.of(PacketForwarder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path folder = home; folder != null; folder = folder.getParent()) {
                Path capture = folder.resolve(SHIPPED_CAPTURE);
                if (Files.exists(capture)) {
                    return capture;
                }
            }
        } catch (URISyntaxException e) {
            // then it is not found; the sentence below says what to do
        }
        throw new UsageException("the shipped capture " + SHIPPED_CAPTURE + " is not there: give one with --pcap FILE");
    }

    private static ControlLoop openControl(int port, Faults faults) throws UsageException {
        try {
            return new ControlLoop("control-0", new FaultPoint(faults), port);
        } catch (IOException e) {
            throw portTaken("--control", port, e);
        }
    }

    private static UsageException portTaken(String option, int port, IOException cause) {
        return new UsageException(option + ": port " + port + " of 127.0.0.1 cannot be had (" + cause.getMessage()
                + "): give another, or 0 to have one chosen");
    }

    /** The end of standard input is not the end of the program: it may well run without one. */
    private static void startConsole(Control control) {
        Thread console = new Thread(
                () -> {
                    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                    try {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            System.out.println(control.execute(line));
                        }
                    } catch (IOException e) {
                        System.err.println("standard input cannot be read any more: " + e.getMessage());
                    }
                },
                "console");
        console.setDaemon(true);
        console.start();
    }

    private void reportUntilEnd(Throughput throughput) throws InterruptedException {
        long begin = System.nanoTime();
        long seconds = options.seconds().orElse(Integer.MAX_VALUE);
        for (long second = 1; second <= seconds; second++) {
            long next = begin + TimeUnit.SECONDS.toNanos(second);
            if (endAsked.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
            System.out.println(throughput.perSecond());
        }
    }

    /** At SIGTERM: the same end as after {@code quit}, and the virtual machine waits for it. */
    private void endInOrder() {
        endAsked.countDown();
        try {
            ended.await(PATIENCE_AT_END.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
