package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Chromium;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.StatusPage;
import dev.pollwatch.e2e.harness.Tab;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The status page with a thousand rows. What it takes is held against what the same browser takes to make such a table once. */
class LargeStatusPageIT {

    private static final int COUNT = 1000;
    /** Without care, and first of all without leaving out what is out of view, it is about twenty. */
    private static final int FEW = 6;

    private static Chromium chromium;
    private static WatchedHost host;
    private static StatusPage page;

    @BeforeAll
    static void openThePage() {
        chromium = Chromium.start();
        host = WatchedHost.start(Jdk.any(), "");
        for (int i = 1; i <= COUNT - 3; i++) {
            host.process().order("run t" + i + " taking GO worker-" + i);
        }
        for (int i = 1; i <= 3; i++) {
            host.run("rx" + i, "busy", Order.GO, "rx-" + i);
        }
        WatchedHost.eventually(
                "all rows",
                () -> assertThat(host.http().threads().stream()
                                .filter(row -> !row.get("state").equals("UNUSED")))
                        .hasSize(COUNT));
        page = StatusPage.open(chromium, host.http());
        WatchedHost.eventually(
                "all rows on the page", () -> assertThat(page.names()).hasSize(COUNT));
    }

    @AfterAll
    static void endAll() {
        if (host != null) {
            host.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void shouldFilterByTextAndByState() {
        page.filter("worker-99");
        assertThat(page.names())
                .containsExactly(
                        "worker-99",
                        "worker-990",
                        "worker-991",
                        "worker-992",
                        "worker-993",
                        "worker-994",
                        "worker-995",
                        "worker-996",
                        "worker-997");
        assertThat(page.text("shown")).isEqualTo("9 of 1\u202f000 rows");
        page.filter("worker-99 pollloops#nothing");
        assertThat(page.names()).isEmpty();
        assertThat(page.text("empty")).isEqualTo("No row matches the filter.");
        page.tab().eval("document.getElementById('filter').value = ''");
        page.filter(" ");
        page.tab().eval("document.querySelector('#states [data-state=ALIVE]').click()");
        assertThat(page.names()).containsExactly("rx-1", "rx-2", "rx-3");
        page.tab().eval("document.querySelector('#states [data-state=ALIVE]').click()");
        assertThat(page.names()).hasSize(COUNT);
    }

    @Test
    void shouldSortByEveryColumn() {
        for (String title : List.of(
                "Since",
                "Thread",
                "Loop",
                "Beats/s",
                "Iteration",
                "Timeline",
                "Stalls",
                "CPU",
                "Core",
                "TID",
                "State")) {
            assertThat(page.sortBy(title)).as(title).isIn("ascending", "descending");
            assertThat(page.names()).as(title).hasSize(COUNT).doesNotHaveDuplicates();
        }
        page.sortBy("Beats/s");
        assertThat(page.names().subList(0, 3)).containsExactlyInAnyOrder("rx-1", "rx-2", "rx-3");
        page.sortBy("Thread");
        assertThat(page.names())
                .containsExactlyElementsOf(java.util.stream.Stream.concat(
                                IntStream.rangeClosed(1, 3).mapToObj(i -> "rx-" + i),
                                IntStream.rangeClosed(1, COUNT - 3).mapToObj(i -> "worker-" + i))
                        .toList());
        page.sortBy("State");
        assertThat(page.names().subList(0, 3)).containsExactly("rx-1", "rx-2", "rx-3");
    }

    @Test
    void shouldMoveTheRowsThatChangedAndTouchNoOther() {
        page.tab()
                .eval(
                        "moved = new Set(); new MutationObserver(list => list.forEach(({ addedNodes }) => addedNodes.forEach(node =>"
                                + " moved.add(node.querySelector('.name')?.textContent.trim() ?? 'more'))))"
                                + ".observe(document.getElementById('rows'), { childList: true }); 1");
        awaitLooks(3);
        assertThat((List<?>) page.tab().eval("[...moved]")).isEmpty();

        WatchedRow row = new WatchedRow(host, "rx2", "rx-2", WatchedHost.loop("busy"));
        row.order(Order.STALL);
        page.await("rx-2", "DEAD");
        assertThat(page.names().subList(0, 3)).containsExactly("rx-2", "rx-1", "rx-3");
        row.order(Order.GO);
        page.await("rx-2", "ALIVE");
        // Either of the two may be the one that makes way for the other; the line below tells why.
        assertThat((List<?>) page.tab().eval("[...moved]")).allMatch(List.of("rx-1", "rx-2", "more")::contains);
    }

    @Test
    void shouldTellAScreenReaderOfEveryRowInOrderAndWithItsButtonTheStateAndWhy() {
        WatchedRow row = new WatchedRow(host, "rx3", "rx-3", WatchedHost.loop("busy"));
        row.order(Order.STALL);
        page.await("rx-3", "DEAD");
        WatchedHost.eventually(
                "the diagnosis", () -> assertThat(page.why("rx-3")).startsWith("SPINNING at Orders.toldToReturn"));
        page.tabToTheRows();
        page.tab().press("Home");

        List<String> rows = aloud("row", "name");
        assertThat(rows).contains("rx-3, DEAD", "worker-997, SLEEP");
        assertThat(rows)
                .filteredOn(name -> name.contains(", "))
                .extracting(name -> name.substring(0, name.indexOf(", ")))
                .containsExactlyElementsOf(page.names());
        assertThat(aloud("button", "name"))
                .contains("State", "rx-3", "rx-1")
                .noneMatch(name -> name.matches(".*[▸▾▲▼].*"));
        assertThat(aloud("button", "description"))
                .anyMatch(text -> text.startsWith("DEAD SPINNING at Orders.toldToReturn"));
        page.tab().press("End");
        assertThat(page.tab().aloud())
                .filteredOn(node -> node.get("name").equals("worker-997")
                        && node.get("role").equals("button"))
                .singleElement()
                .satisfies(button -> assertThat(button.get("description")).isEqualTo("SLEEP"));
        row.order(Order.GO);
        page.await("rx-3", "ALIVE");
    }

    @Test
    void shouldKeepTheRowThatHasTheFocusInSight() {
        page.tabToTheRows();
        page.tab().press("End");
        assertThat(page.focused()).isEqualTo("worker-997");
        assertThat(page.focusInSight()).isTrue();
        for (int i = 0; i < 60; i++) {
            page.tab().press("ArrowUp");
            assertThat(page.focusInSight()).as(page.focused()).isTrue();
        }
    }

    @Test
    void shouldTakeNoMoreForALookAFilterOrASortThanAFewPlainTablesWould() {
        Tab tab = page.tab();
        double made = median(tab, MAKE);

        double look = median(tab, "ask('threads?brief').then(({ body }) => { list = body; return 0 })", LOOK);
        double filter = median(
                tab,
                "document.getElementById('filter').value = round % 2 ? 'worker-99' : '';"
                        + " document.getElementById('filter').dispatchEvent(new Event('input'))");
        tab.eval("document.getElementById('filter').value = ''; filter()");
        double sort = median(tab, "document.querySelector('th.since button').click()");
        page.sortBy("State");

        String measured = "made " + made + ", look " + look + ", filter " + filter + ", sort " + sort;
        System.out.println("The status page with " + COUNT + " rows, milliseconds: " + measured);
        assertThat(look).as(measured).isLessThan(FEW * made);
        assertThat(filter).as(measured).isLessThan(FEW * made);
        assertThat(sort).as(measured).isLessThan(FEW * made);
        page.keptToItself(host.http());
    }

    private static final String LOOK = "table.update(list, Date.now(), 0)";

    /** A plain table of as many rows and columns, made and taken away again. */
    private static final String MAKE = """
            (() => {
              const table = document.createElement("table");
              for (let i = 0; i < 1000; i++) {
                const row = table.insertRow();
                for (let k = 0; k < 11; k++) {
                  row.insertCell().textContent = `${i} ${k} ${round}`;
                }
              }
              document.body.append(table);
              table.offsetHeight;
              setTimeout(() => table.remove());
            })()""";

    private static double median(Tab tab, String action) {
        return median(tab, "0", action);
    }

    /** How long an action takes until the document is laid out again, in the middle of seven tries. */
    private static double median(Tab tab, String before, String action) {
        Object value = tab.eval("(async () => { const took = []; for (round = 0; round < 7; round++) { await (" + before
                + "); await new Promise(done => setTimeout(done, 50)); const begun = performance.now(); " + action
                + "; document.body.offsetHeight; took.push(performance.now() - begun); }"
                + " return took.sort((a, b) => a - b)[3]; })()");
        return ((Number) value).doubleValue();
    }

    private static List<String> aloud(String role, String what) {
        return page.tab().aloud().stream()
                .filter(node -> node.get("role").equals(role))
                .map(node -> node.get(what))
                .toList();
    }

    private static void awaitLooks(int looks) {
        int before = threadRequests();
        WatchedHost.eventually("looks", () -> assertThat(threadRequests()).isGreaterThan(before + looks));
    }

    private static int threadRequests() {
        return (int) page.tab().requests().stream()
                .filter(url -> url.contains("/threads"))
                .count();
    }
}
