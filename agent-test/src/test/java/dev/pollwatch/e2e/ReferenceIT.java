package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Exposition;
import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.Json;
import dev.pollwatch.e2e.harness.ReferencePage;
import dev.pollwatch.e2e.harness.SharedHosts;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code docs/reference.md} says what there is: no key, metric or attribute more, and none less. */
class ReferenceIT {

    private static final ReferencePage PAGE = ReferencePage.read();

    @RegisterExtension
    static final SharedHosts HOSTS = new SharedHosts("");

    @ForEachJdk
    void shouldNameTheKeysOfJsonWithTheirTypes(Jdk jdk) {
        WatchedHost host = hostWithADeadRow(jdk);
        Map<?, ?> health = object(host, "/health");
        Map<?, ?> row = deadRow(list(host, "/threads"));
        Map<?, ?> brief = deadRow(list(host, "/threads?brief"));
        Finished status = Host.on(jdk).runAgentJar("status", host.http().address(), "--json");
        Map<?, ?> printed = (Map<?, ?>) Json.parse(status.out().get(0));

        assertFits(PAGE.types("Health"), health);
        assertFits(PAGE.types("A DEAD row in health"), first(health.get("deadThreads")));
        assertFits(PAGE.types("A row"), row);
        assertFits(PAGE.types("A stall"), first(row.get("lastStalls")));
        assertFits(PAGE.typesWhere("A row", "yes"), brief);
        assertFits(PAGE.typesWhere("A stall", "yes"), first(brief.get("lastStalls")));
        assertFits(PAGE.types("`status --json`"), printed);
        assertFits(PAGE.types("A row"), deadRow((List<?>) printed.get("threads")));
        assertFits(
                PAGE.types("A stall"),
                first(deadRow((List<?>) printed.get("threads")).get("lastStalls")));
    }

    @ForEachJdk
    void shouldNameTheAttributesOfTheMBeansWithTheirTypes(Jdk jdk) {
        WatchedHost host = hostWithADeadRow(jdk);
        String bean =
                host.jmx().names("dev.pollwatch:type=PollThread,*").iterator().next();
        Map<String, String> row = new TreeMap<>();
        PAGE.types("A row")
                .forEach((key, type) -> row.put(Character.toUpperCase(key.charAt(0)) + key.substring(1), type));

        assertThat(plain(host.jmx().attributes(bean))).isEqualTo(row);
        assertThat(plain(host.jmx().attributes(Jmx.KEEPALIVE))).isEqualTo(PAGE.types("Keepalive"));
    }

    @ForEachJdk
    void shouldNameTheMetricsWithTheirTypesAndLabels(Jdk jdk) {
        WatchedHost host = hostWithADeadRow(jdk);

        // The kernel's are there once it was asked.
        WatchedHost.eventually("all metrics", () -> {
            Exposition metrics = host.http().metrics();
            Map<String, String> labels = new TreeMap<>();
            metrics.samples()
                    .forEach(sample -> labels.put(
                            sample.name(), new TreeSet<>(sample.labels().keySet()).toString()));
            assertThat(metrics.types()).isEqualTo(PAGE.types("Metrics"));
            assertThat(labels).isEqualTo(PAGE.labels("Metrics"));
        });
    }

    private static WatchedHost hostWithADeadRow(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        host.run("busy", Order.GO).await("ALIVE");
        WatchedRow dead = host.run("busy", Order.GO).await("ALIVE");
        dead.order(Order.THROW).await("DEAD");
        return host;
    }

    private static Map<?, ?> object(WatchedHost host, String path) {
        return (Map<?, ?>) Json.parse(host.http().get(path).body());
    }

    private static List<?> list(WatchedHost host, String path) {
        return (List<?>) Json.parse(host.http().get(path).body());
    }

    private static Map<?, ?> deadRow(List<?> rows) {
        return rows.stream()
                .map(row -> (Map<?, ?>) row)
                .filter(row -> row.get("state").equals("DEAD"))
                .findFirst()
                .orElseThrow();
    }

    private static Map<?, ?> first(Object list) {
        return (Map<?, ?>) ((List<?>) list).get(0);
    }

    private static void assertFits(Map<String, String> types, Map<?, ?> object) {
        Map<String, String> found = new TreeMap<>();
        object.forEach((key, value) -> found.put((String) key, kind(value)));
        Map<String, String> said = new TreeMap<>();
        types.forEach(
                (key, type) -> said.put(key, List.of("int", "long", "double").contains(type) ? "number" : type));
        assertThat(found).isEqualTo(said);
    }

    private static String kind(Object value) {
        if (value instanceof Number) {
            return "number";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        return value instanceof List<?> ? "list" : "string";
    }

    private static Map<String, String> plain(Map<String, String> attributes) {
        Map<String, String> plain = new TreeMap<>();
        attributes.forEach((name, type) ->
                plain.put(name, type.startsWith("[") ? "list" : type.equals(String.class.getName()) ? "string" : type));
        return plain;
    }
}
