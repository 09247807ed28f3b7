package com.example.forwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program as its users do: in a virtual machine of its own. */
@Timeout(120)
class PacketForwarderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Process process;

    @AfterEach
    void endWhatStillRuns() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void forwardsItsShippedCaptureAndEndsByItself() throws Exception {
        start("--seconds", "3");
        assertThat(exitCode()).isZero();
        assertThat(output().lines().filter(line -> line.matches("\\d\\d:\\d\\d:\\d\\d  rx [1-9]\\d* pps .*")))
                .hasSize(3);
        assertThat(total("rx (\\d+)")).isPositive();
        assertThat(total("workers (\\d+)")).isPositive();
        assertThat(total("sink (\\d+)")).isPositive();
        assertThat(total("malformed (\\d+)")).isZero();
    }

    @Test
    void takesFramesFromUdpAndCountsWhatIsNoFrameAsMalformed() throws Exception {
        start("--udp", "0");
        int udp = port("udp 127.0.0.1:(\\d+)\\n");
        byte[] frame = SampleCapture.frames().stream()
                .filter(candidate -> new String(candidate, StandardCharsets.ISO_8859_1).contains("GET /"))
                .findFirst()
                .orElseThrow();
        try (DatagramSocket socket = new DatagramSocket()) {
            for (byte[] datagram : List.of(frame, new byte[0], new byte[9_500], new byte[] {1, 2, 3})) {
                socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), udp));
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(command("stats"))
                        .contains("rx 4, workers 4, tx 1, sink 1 ", "flows 1,", "malformed 3,", "dropped 0"));
        assertThat(command("quit")).isEqualTo("ok: ending");
        assertThat(exitCode()).isZero();
    }

    @Test
    void letsAThreadDieAndRunAgainOnCommand() throws Exception {
        start();
        assertThat(command("restart worker-0")).startsWith("error: worker-0 runs");
        assertThat(command("throw worker-0")).isEqualTo("ok: throw worker-0");
        assertThat(command("return tx-0")).isEqualTo("ok: return tx-0");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(command("threads")).contains("worker-0 has ended", "tx-0 has ended"));
        assertThat(command("stall worker-0 5s")).startsWith("error: worker-0 has ended: 'restart worker-0'");
        assertThat(command("restart worker-0")).isEqualTo("ok: worker-0 runs again");
        assertThat(command("restart tx-0")).isEqualTo("ok: tx-0 runs again");
        assertThat(command("threads")).doesNotContain("ended");
        command("quit");
        assertThat(exitCode()).isZero();
        assertThat(output()).contains("worker-0 died of com.example.forwarder.InjectedFaultException");
    }

    @Test
    void holdsUpAThreadByEachTimedFaultUntilItIsOver() throws Exception {
        start();
        for (String kind : List.of("stall", "lock", "block", "sleep")) {
            for (String thread : List.of("rx-0", "sink-0", "worker-1")) {
                assertThat(command(kind + " " + thread + " 300ms")).isEqualTo("ok: %s %s for 300ms", kind, thread);
                assertThat(command("throw " + thread)).startsWith("error: the fault before is not over in " + thread);
                await().atMost(PATIENCE).until(() -> command("throw " + thread).startsWith("ok:"));
                await().atMost(PATIENCE).until(() -> command("threads").contains(thread + " has ended"));
                await().atMost(PATIENCE)
                        .until(() -> command("restart " + thread).startsWith("ok:"));
            }
        }
        command("quit");
        assertThat(exitCode()).isZero();
    }

    @Test
    void exitsWithTwoAndOneSentenceOnBadArguments() throws Exception {
        start("--pcap", "no-such-file.pcap");
        assertThat(exitCode()).isEqualTo(2);
        assertThat(output())
                .isEqualTo("packet-forwarder: capture no-such-file.pcap does not exist:"
                        + " give the path of a pcap file\n");
    }

    @Test
    void endsInOrderOnSigterm() throws Exception {
        start();
        command("stats");
        process.destroy();
        assertThat(exitCode()).isEqualTo(143);
        assertThat(output()).contains("ended: rx ");
    }

    private void start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.example.forwarder.PacketForwarder"));
        command.addAll(Arrays.asList(arguments));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        process.getOutputStream().close(); // an end of standard input that must not end the program
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private int port(String pattern) {
        await().atMost(PATIENCE)
                .until(() -> Pattern.compile(pattern).matcher(output()).find());
        return (int) number(pattern);
    }

    private long total(String pattern) {
        return number("ended: .*" + pattern);
    }

    private long number(String pattern) {
        try {
            Matcher matcher = Pattern.compile(pattern).matcher(output());
            assertThat(matcher.find()).as(pattern).isTrue();
            return Long.parseLong(matcher.group(1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String command(String line) throws IOException {
        int control = port("control on tcp 127.0.0.1:(\\d+)\\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), control);
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            out.println(line);
            return in.readLine();
        }
    }
}
