package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Chromium;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.PemPair;
import dev.pollwatch.e2e.harness.StatusPage;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.LoopHost;
import dev.pollwatch.hosts.Order;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status page in a real browser. */
class StatusPageIT {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'\\n{}";
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private static Chromium chromium;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startTheBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void endTheBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ForEachJdk
    void shouldShowAStallWithItsStackAndTheRecovery(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            String name = row.thread();
            host.run("taking", Order.GO);
            StatusPage page = StatusPage.open(chromium, host.http());
            page.await(name, "ALIVE");
            assertThat(page.text("health")).isEqualTo("UP");
            assertThat(page.cell(name, "tid")).isEqualTo(row.attribute("tid").toString());
            assertThat(page.cell(name, "loop")).isEqualTo(row.loop());

            row.order(Order.STALL);
            page.await(name, "DEAD");
            WatchedHost.eventually(
                    "the diagnosis",
                    () -> assertThat(page.why(name)).startsWith("SPINNING at Orders.toldToReturn(Orders.java:"));
            assertThat(page.names().get(0)).isEqualTo(name);
            assertThat(page.text("health")).isEqualTo("DOWN");
            assertThat(page.text("reason")).isEqualTo("1 thread is DEAD.");
            assertThat(page.text("alert")).startsWith(name + " is DEAD");
            assertThat((String) page.tab().eval("document.title")).startsWith("1 DEAD");
            page.tabToTheRows();
            page.tab().press("Enter");
            WatchedHost.eventually(
                    "the stack",
                    () -> assertThat(page.details(name))
                            .contains("dev.pollwatch.hosts.PollLoops.busy(PollLoops.java:", "None so far."));

            row.order(Order.GO);
            page.await(name, "ALIVE");
            WatchedHost.eventually("the recovery", () -> {
                assertThat(page.why(name)).isBlank();
                assertThat(page.text("health")).isEqualTo("UP");
                assertThat(page.text("news")).isEqualTo(name + " is ALIVE again.");
                assertThat((String) page.tab().eval("document.title")).startsWith("Pollwatch");
            });
            WatchedHost.eventually(
                    "the stall in the past",
                    () -> assertThat(page.details(name))
                            .contains(": SPINNING", "dev.pollwatch.hosts.PollLoops.busy(PollLoops.java:"));
            page.keptToItself(host.http());
        }
    }

    @Test
    void shouldWorkBehindAPasswordAndTls() throws IOException {
        PemPair pair = PemPair.make(folder, PemPair.Kind.EC_PKCS8);
        Path password = Files.writeString(folder.resolve("password"), "secret");
        String options = "http=0,interval=200ms,loop=" + WatchedHost.loop("busy") + ",http-password-file=" + password
                + ",http-tls-cert=" + pair.certificate() + ",http-tls-key=" + pair.key();
        try (HostProcess host = Host.on(Jdk.any()).agent(options).start(LoopHost.class)) {
            host.command("run a busy GO rx");
            StatusPage page = StatusPage.openAs(chromium, Http.of(host), "pollwatch", "secret");
            page.await("rx", "ALIVE");
            assertThat(page.text("health")).isEqualTo("UP");

            host.command("order a STALL");
            page.await("rx", "DEAD");
            assertThat(page.text("health")).isEqualTo("DOWN");
        }
    }

    @Test
    void shouldShowADeadThreadWithinTwoSeconds() {
        try (WatchedHost host = WatchedHost.start(Jdk.any(), "")) {
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            StatusPage page = StatusPage.open(chromium, host.http());
            page.await(row.thread(), "ALIVE");
            page.tab()
                    .eval(
                            "shown = 0; new MutationObserver(() => { shown ||= document.querySelector('tr[data-state=DEAD]')"
                                    + " ? Date.now() : 0 }).observe(document.getElementById('rows'), { subtree: true, attributes: true }); 1");
            long best = Long.MAX_VALUE;
            // The machine may be busy with something else at one time, but hardly at each.
            for (int i = 0; i < 4 && best > 2000; i++) {
                page.tab().eval("shown = 0");
                row.order(Order.STALL).await("DEAD");
                long dead = System.currentTimeMillis() - (Long) row.attribute("stateSinceMillis");
                page.await(row.thread(), "DEAD");
                WatchedHost.eventually(
                        "the time",
                        () -> assertThat((Long) page.tab().eval("shown")).isPositive());
                best = Math.min(best, (Long) page.tab().eval("shown") - dead);
                row.order(Order.GO);
                page.await(row.thread(), "ALIVE");
            }
            assertThat(best).as("milliseconds from DEAD to the page").isLessThanOrEqualTo(2000);
        }
    }

    @Test
    void shouldNotBeHarmedByAThreadThatIsCalledLikeAPieceOfPage() {
        try (WatchedHost host = WatchedHost.start(Jdk.any(), "")) {
            WatchedRow row = host.run("evil", "busy", Order.GO, HOSTILE);
            String shown = HOSTILE.replace("\\n", "\\u000a");
            StatusPage page = StatusPage.open(chromium, host.http());
            page.await(shown, "ALIVE");
            row.order(Order.STALL);
            page.await(shown, "DEAD");
            page.tabToTheRows();
            assertThat(page.focused()).isEqualTo(shown);
            page.tab().press("Enter");
            WatchedHost.eventually(
                    "the stack", () -> assertThat(page.details(shown)).contains("PollLoops.busy"));
            page.filter("onerror=alert(1)>\"'");

            assertThat(page.names()).containsExactly(shown);
            assertThat(page.text("alert")).startsWith(shown + " is DEAD");
            assertThat(page.tab().eval("document.images.length + document.querySelectorAll('[onerror]').length"))
                    .isEqualTo(0L);
            page.keptToItself(host.http());
        }
    }

    @Test
    void shouldBeUsableByKeyboardAlone() {
        try (WatchedHost host = WatchedHost.start(Jdk.any(), "")) {
            for (int i = 1; i <= 3; i++) {
                host.run("id-" + i, "busy", Order.GO, "rx-" + i).await("ALIVE");
            }
            StatusPage page = StatusPage.open(chromium, host.http());
            page.await("rx-3", "ALIVE");
            page.tabToTheRows();
            assertThat(page.focused()).isEqualTo("rx-1");
            page.tab().press("ArrowDown");
            page.tab().press("ArrowDown");
            page.tab().press("ArrowDown");
            assertThat(page.focused()).isEqualTo("rx-3");
            page.tab().press("Enter");
            assertThat(page.details("rx-3")).contains("Java thread");
            assertThat(page.tab().eval("document.activeElement.ariaExpanded")).isEqualTo("true");

            new WatchedRow(host, "id-3", "rx-3", WatchedHost.loop("busy")).order(Order.STALL);
            page.await("rx-3", "DEAD");
            assertThat(page.names()).containsExactly("rx-3", "rx-1", "rx-2");
            assertThat(page.focused()).as("the focus goes with the row").isEqualTo("rx-3");
            page.tab().press("Enter");
            assertThat(page.details("rx-3")).isNull();

            assertThat(page.sortBy("Thread")).isEqualTo("ascending");
            assertThat(page.names()).containsExactly("rx-1", "rx-2", "rx-3");
            assertThat(page.sortBy("Thread")).isEqualTo("descending");
            assertThat(page.names()).containsExactly("rx-3", "rx-2", "rx-1");
            page.keptToItself(host.http());
        }
    }

    @Test
    void shouldMeetTheRulesOfAccessibilityInLightAndDark() throws IOException {
        try (WatchedHost host = WatchedHost.start(Jdk.any(), "");
                InputStream axe = StatusPageIT.class.getResourceAsStream(AXE)) {
            String source = new String(axe.readAllBytes(), StandardCharsets.UTF_8);
            host.run("busy", Order.GO).await("ALIVE");
            host.run("taking", Order.GO).await("SLEEP");
            host.run("patientlyBegun", Order.STALL).await("UNUSED");
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            row.order(Order.STALL)
                    .await("DEAD")
                    .order(Order.GO)
                    .await("ALIVE")
                    .order(Order.STALL)
                    .await("DEAD");
            StatusPage page = StatusPage.open(chromium, host.http());
            page.await(row.thread(), "DEAD");
            page.tabToTheRows();
            page.tab().press("Enter");
            WatchedHost.eventually(
                    "the stack", () -> assertThat(page.details(row.thread())).contains("PollLoops.busy"));

            String light = (String) page.tab().eval("getComputedStyle(document.body).backgroundColor");
            assertThat(page.violations(source)).isEmpty();
            page.tab().prefer("dark");
            assertThat(page.tab().eval("getComputedStyle(document.body).backgroundColor"))
                    .isNotEqualTo(light);
            assertThat(page.violations(source)).isEmpty();
            for (int width : List.of(800, 400)) {
                page.tab().window(width, 800);
                assertThat(page.violations(source)).as("at a width of " + width).isEmpty();
                assertThat(page.tab().eval("document.documentElement.scrollWidth <= innerWidth"))
                        .as("nothing stands out to the side at a width of " + width)
                        .isEqualTo(true);
            }
        }
    }

    @Test
    void shouldMarkAHostPauseOnTheTimeline() {
        try (WatchedHost host = WatchedHost.start(Jdk.any(), "")) {
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            StatusPage page = StatusPage.open(chromium, host.http());
            page.await(row.thread(), "ALIVE");
            assertThat(pausePixels(page)).isZero();
            WatchedHost.eventually(
                    "a look at the whole", () -> assertThat(page.text("pauses")).isNotEqualTo("–"));

            host.process().standStill(Duration.ofSeconds(3));

            WatchedHost.eventually(
                    "the pause", () -> assertThat(pausePixels(page)).isPositive());
            assertThat(page.text("pauses")).matches("[1-9] \\([2-9][.0-9]*s\\)");
            assertThat(page.cell(row.thread(), "stalls")).isEqualTo("0");
        }
    }

    /** How much of the timeline is of the colour of host pauses, which is that of its mark in the legend. */
    private static long pausePixels(StatusPage page) {
        return (Long) page.tab()
                .eval(
                        "(canvas => { const colour = getComputedStyle(document.documentElement).getPropertyValue('--pause').trim();"
                                + " const wanted = [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16));"
                                + " if (!canvas.width) return 0;"
                                + " const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data; let n = 0;"
                                + " for (let i = 0; i < data.length; i += 4) n += wanted.every((c, k) => Math.abs(data[i + k] - c) < 4);"
                                + " return n; })(document.querySelector('td.timeline canvas'))");
    }

    @Test
    void shouldSayThatTheHostDoesNotAnswerAndAskLessWhileNobodyLooks() {
        StatusPage page;
        try (WatchedHost host = WatchedHost.start(Jdk.any(), "")) {
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            page = StatusPage.open(chromium, host.http());
            page.await(row.thread(), "ALIVE");
            int seen = requestsIn(Duration.ofSeconds(6), page, host);
            page.tab()
                    .eval("Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });"
                            + " document.dispatchEvent(new Event('visibilitychange'))");
            // What was due still comes.
            requestsIn(Duration.ofSeconds(2), page, host);
            assertThat(requestsIn(Duration.ofSeconds(6), page, host))
                    .isLessThan(seen)
                    .isLessThanOrEqualTo(2);
            page.tab().eval("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
            page.keptToItself(host.http());
        }
        WatchedHost.eventually(
                "the loss",
                () -> assertThat(page.tab().eval("document.getElementById('lost').innerText"))
                        .asString()
                        .startsWith("Connection lost: no answer for "));
        assertThat(page.text("alert")).isEqualTo("Connection lost.");
    }

    private static int requestsIn(Duration time, StatusPage page, WatchedHost host) {
        int before = page.tab().requests().size();
        host.process().letRun(time);
        return page.tab().requests().size() - before;
    }
}
