package dev.pollwatch.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The units of {@code examples/systemd}: judged by systemd's own tool, and their commands tried on a real JVM. No systemd runs here. */
class SystemdExampleIT {

    private static final Path FOLDER = TestPaths.example("systemd");

    @Test
    void shouldBeUnitsThatSystemdHasNothingToSayAgainst() throws IOException {
        CommandLineTool analyze = CommandLineTool.need(
                "systemd-analyze",
                tool -> tool.run("", "verify", "--help").exitCode() == 0,
                "it is in Debian's package systemd");
        Path copies = TestPaths.newFolder("systemd");
        List<String> args = new ArrayList<>(List.of("verify", "--man=no"));
        try (Stream<Path> units = Files.list(FOLDER)) {
            for (Path unit : units.sorted().toList()) {
                // It looks whether the programs are there, and on this machine they may be elsewhere.
                String text = Files.readString(unit)
                        .replace("/usr/bin/java", Jdk.all().get(0).tool("java"))
                        .replace("/usr/bin/curl", curl().path().toString());
                args.add(Files.writeString(copies.resolve(unit.getFileName()), text)
                        .toString());
            }
        }
        assertThat(args).hasSize(6);

        CommandLineTool.Result result = analyze.run("", args.toArray(String[]::new));
        assertThat(result.out() + result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @ForEachJdk
    void shouldFailTheHealthUnitWhenAThreadIsDeadAndThenSayWhich(Jdk jdk) throws IOException {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            String address = host.http().address();
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            CommandLineTool.Result well = run("forwarder-health.service", 0, address);
            assertThat(well.exitCode()).as(well.err()).isZero();
            assertThat(well.out() + well.err()).isEmpty();

            row.order(Order.THROW).await("DEAD");
            CommandLineTool.Result dead = run("forwarder-health.service", 0, address);
            assertThat(dead.exitCode()).isNotZero();
            assertThat(dead.err()).contains("503");
            assertThat(run("forwarder-alert.service", 0, address).out()).contains(row.thread(), "THREW");
            assertThat(run("forwarder-alert.service", 1, address).out()).contains(row.thread(), "\"lastStalls\"");

            host.process().close();
            assertThat(run("forwarder-health.service", 0, address).exitCode()).isNotZero();
        }
    }

    /** Runs a command of a unit as systemd does, with this host's address in place of the example's. */
    private static CommandLineTool.Result run(String unit, int number, String address) throws IOException {
        String command = Files.readAllLines(FOLDER.resolve(unit)).stream()
                .filter(line -> line.startsWith("ExecStart="))
                .skip(number)
                .findFirst()
                .orElseThrow();
        String[] words = command.replaceFirst("ExecStart=-?/usr/bin/curl ", "")
                .replace("http://127.0.0.1:9477", address)
                .split(" ");
        assertThat(Arrays.asList(words)).contains("--max-time");
        return curl().run("", words);
    }

    private static CommandLineTool curl() {
        return CommandLineTool.need("curl", any -> true, "install curl");
    }
}
