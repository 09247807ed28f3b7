package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.Json;
import dev.pollwatch.e2e.harness.PemPair;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.LoopHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP endpoint behind a password and TLS: who gets in, what is told to whom, and what happens when the files are bad or change. */
class GuardedHttpIT {

    private static final String BUSY = "http=0,interval=200ms,loop=" + WatchedHost.loop("busy");
    private static final String SECRET = "korrekt pferd é";

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @ForEachJdk
    void shouldTellWhoKnowsThePasswordAllAndOthersTheStatus(Jdk jdk) throws IOException {
        PemPair pair = PemPair.make(shared, jdk.feature() == 17 ? PemPair.Kind.RSA_PKCS1 : PemPair.Kind.EC_SEC1);
        Path password = Files.writeString(folder.resolve("password"), SECRET + "\n");
        try (HostProcess host = guarded(jdk, password, pair)) {
            host.command("run a busy STALL rx");
            Http http = Http.of(host).trusting(pair);
            WatchedHost.eventually(
                    "DEAD", () -> assertThat(http.get("/health").statusCode()).isEqualTo(503));

            assertThat(http.get("/health").body()).isEqualTo("{\"status\":\"DOWN\"}");
            assertThat(http.get("/health?report").statusCode()).isEqualTo(200);
            for (String path : List.of("/", "/threads", "/metrics", "/nothing")) {
                assertThat(http.get(path).statusCode()).as(path).isEqualTo(401);
                assertThat(http.get(path).headers().firstValue("WWW-Authenticate"))
                        .hasValue("Basic realm=\"Pollwatch\", charset=\"UTF-8\"");
                assertThat(http.get(path, "Authorization", basic("pollwatch:korrekt"))
                                .statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
            assertThat(http.get("/health", "Authorization", basic("x:" + SECRET))
                            .statusCode())
                    .isEqualTo(401);
            String right = basic("pollwatch:" + SECRET);
            assertThat(http.get("/health", "Authorization", right).body())
                    .contains("\"deadThreads\":[{\"name\":\"rx\"");
            assertThat(http.get("/threads", "Authorization", right).body()).contains("\"name\":\"rx\"");
            assertThat(http.get("/metrics", "Authorization", right).body()).contains("thread=\"rx\"");
            assertThat(http.get("/", "Authorization", right).body()).contains("<html");

            String curl = curl(
                    "-sS",
                    "--cacert",
                    pair.certificate().toString(),
                    "-u",
                    "pollwatch:" + SECRET,
                    http.address() + "/health");
            assertThat(curl).contains("\"status\":\"DOWN\"", "\"name\":\"rx\"");
            assertThat(curl("-sS", "http" + http.address().substring(5) + "/health")
                            .strip())
                    .isEmpty();
            assertThatTheCommandLineGetsIn(jdk, host, pair);
            assertNothingTellsTheSecret(host);
            assertThat(host.err())
                    .filteredOn(line -> line.contains(" WARN "))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("DEAD");
        }
    }

    private static void assertThatTheCommandLineGetsIn(Jdk jdk, HostProcess host, PemPair pair) {
        String address = Http.of(host).address() + "/";
        Finished byPid = Host.on(jdk.other()).runAgentJar("status", String.valueOf(host.pid()), "--json");
        assertThat(byPid.exitCode()).as("%s", byPid).isEqualTo(2);
        assertThat(((Map<?, ?>) Json.parse(byPid.out().get(0))).get("httpAddress"))
                .isEqualTo(address);
        Finished byAddress = withPassword(SECRET, jdk)
                .runAgentJar("status", address.replace("://", "://pollwatch@"), "--ca-file=" + pair.certificate());
        assertThat(byAddress.exitCode()).as("%s", byAddress).isEqualTo(2);
        assertThat(byAddress.out()).anyMatch(line -> line.startsWith("rx "));
    }

    private static void assertNothingTellsTheSecret(HostProcess host) throws IOException {
        String encoded = Base64.getEncoder().encodeToString(("pollwatch:" + SECRET).getBytes(StandardCharsets.UTF_8));
        try (Jmx jmx = Jmx.of(host)) {
            for (String told : List.of(
                    String.join("\n", host.err()),
                    Files.readString(Path.of("/proc", String.valueOf(host.pid()), "cmdline")),
                    String.valueOf(jmx.get(Jmx.KEEPALIVE, "HttpAddress")),
                    String.valueOf(jmx.get("java.lang:type=Runtime", "SystemProperties")),
                    Jmx.agentProperties(host).toString())) {
                assertThat(told).isNotEmpty().doesNotContain("korrekt", encoded);
            }
        }
    }

    @Test
    void shouldSayWhatTheCommandLineLacksToBeLetIn() throws IOException {
        Jdk jdk = Jdk.any();
        PemPair pair = PemPair.make(shared, PemPair.Kind.EC_PKCS8);
        Path password = Files.writeString(folder.resolve("password"), SECRET);
        try (HostProcess host = guarded(jdk, password, pair)) {
            // Else the endpoint waits for the host to begin.
            host.command("run a busy GO rx");
            String address = Http.of(host).address();
            String asUser = address.replace("://", "://pollwatch@");
            String trusted = "--ca-file=" + pair.certificate();

            says(withPassword("wrong", jdk), "does not take this user and password", asUser, trusted);
            says(Host.on(jdk), "wants a user and a password; write https://user@127.0.0.1:", address, trusted);
            says(withPassword(SECRET, jdk), "is not trusted here", asUser);
            says(Host.on(jdk), "does not answer as HTTP does", address.replace("https", "http"));
        }
    }

    private static void says(Host command, String sentence, String... args) {
        String[] words = new String[args.length + 1];
        words[0] = "status";
        System.arraycopy(args, 0, words, 1, args.length);
        Finished finished = command.runAgentJar(words);
        assertThat(finished.exitCode()).as("%s", finished).isEqualTo(3);
        assertThat(finished.err().get(0)).contains(sentence).doesNotContain("secret@", SECRET);
        assertThat(finished.out()).isEmpty();
    }

    @Test
    void shouldStayClosedWhileTheFilesAreBadAndTakeThoseThatChange() throws IOException {
        Jdk jdk = Jdk.any();
        PemPair place = new PemPair(folder.resolve("tls.crt"), folder.resolve("tls.key"));
        PemPair rsa = PemPair.make(shared, PemPair.Kind.RSA_PKCS8);
        PemPair other = PemPair.make(shared, PemPair.Kind.ED25519);
        Path password = Files.writeString(folder.resolve("password"), "first");
        new PemPair(rsa.certificate(), other.key()).copyTo(place);
        try (HostProcess host = guarded(jdk, password, place);
                Jmx jmx = Jmx.of(host)) {
            host.command("run a busy GO rx");
            String warning = host.awaitErr("a WARN of the key", line -> line.contains(" WARN "));
            assertThat(warning)
                    .contains("the file " + place.key() + " of http-tls-key", "not the key of", "stays closed");
            WatchedHost.eventually(
                    "ALIVE in JMX",
                    () -> assertThat(jmx.get(Jmx.row("rx", WatchedHost.loop("busy")), "State"))
                            .isEqualTo("ALIVE"));
            assertThat(jmx.get(Jmx.KEEPALIVE, "HttpAddress")).isEqualTo("");
            assertThat(host.err()).noneMatch(line -> line.contains("status at"));

            rsa.copyTo(place);
            Http http = Http.of(host);
            assertThat(http.trusting(rsa)
                            .get("/threads", "Authorization", basic("pollwatch:first"))
                            .statusCode())
                    .isEqualTo(200);

            Files.writeString(password, "second");
            other.copyTo(place);
            WatchedHost.eventually(
                    "the new files",
                    () -> assertThat(code(http.trusting(other), "pollwatch:second"))
                            .isEqualTo(200));
            assertThat(code(http.trusting(other), "pollwatch:first")).isEqualTo(401);
            assertThat(host.err()).filteredOn(line -> line.contains(" WARN ")).hasSize(1);
        }
    }

    @Test
    void shouldStayClosedWhereWhatWasToGuardItIsMistaken() {
        Host told = Host.on(Jdk.any()).agent(BUSY + ",http-password=oops");
        try (HostProcess host = told.start(LoopHost.class);
                Jmx jmx = Jmx.of(host)) {
            host.command("run a busy GO rx");
            WatchedHost.eventually(
                    "ALIVE in JMX",
                    () -> assertThat(jmx.get(Jmx.row("rx", WatchedHost.loop("busy")), "State"))
                            .isEqualTo("ALIVE"));

            assertThat(jmx.get(Jmx.KEEPALIVE, "HttpAddress")).isEqualTo("");
            assertThat(host.err())
                    .filteredOn(line -> line.contains(" WARN "))
                    .singleElement()
                    .asString()
                    .contains("\"http-password\"", "\"http-password-file\"", "the HTTP endpoint stays closed")
                    .doesNotContain("oops");
        }
    }

    private HostProcess guarded(Jdk jdk, Path password, PemPair pair) {
        HostProcess host = Host.on(jdk)
                .agent(BUSY + ",http-password-file=" + password + ",http-tls-cert=" + pair.certificate()
                        + ",http-tls-key=" + pair.key())
                .start(LoopHost.class);
        host.awaitReady();
        return host;
    }

    /** The status code of a page that needs the password, −1 where the certificate is another. */
    private static int code(Http http, String both) {
        try {
            return http.get("/threads", "Authorization", basic(both)).statusCode();
        } catch (UncheckedIOException otherCertificate) {
            return -1;
        }
    }

    private static Host withPassword(String password, Jdk jdk) {
        return Host.on(jdk).environment("POLLWATCH_PASSWORD", password);
    }

    private static String curl(String... args) {
        return CommandLineTool.need("curl", any -> true, "install curl")
                .run("", args)
                .out();
    }

    private static String basic(String both) {
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }
}
