package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.ProcTask;
import dev.pollwatch.e2e.harness.SharedHosts;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which thread in which loop has which row. */
class RowIdentityIT {

    private static final int LONGEST_COMM = 15;

    @RegisterExtension
    static final SharedHosts HOSTS = new SharedHosts("");

    @ForEachJdk
    void shouldLetTheOuterLoopSleepWhileItsThreadIsInAnInnerOne(Jdk jdk) {
        WatchedRow outer = HOSTS.on(jdk).run("outer", Order.GO).awaitEverywhere("ALIVE");
        WatchedRow inner = outer.in("inner");

        outer.order(Order.ENTER);
        inner.awaitEverywhere("ALIVE");
        outer.awaitEverywhere("SLEEP");
        assertThat((String) outer.attribute("diagnosisDetail")).contains("in " + inner.loop());

        outer.order(Order.STALL);
        inner.awaitEverywhere("DEAD");
        outer.awaitEverywhere("SLEEP");

        outer.order(Order.RETURN);
        inner.awaitEverywhere("UNUSED");
        outer.awaitEverywhere("ALIVE");
    }

    @ForEachJdk
    void shouldCallBothDeadWhenAnExceptionLeavesTheInnerAndTheOuterLoop(Jdk jdk) {
        WatchedRow outer = HOSTS.on(jdk).run("outer", Order.ENTER);
        WatchedRow inner = outer.in("inner").await("ALIVE");

        outer.order(Order.THROW);
        inner.awaitEverywhere("DEAD");
        outer.awaitEverywhere("DEAD");
    }

    @ForEachJdk
    void shouldKeepOneRowForALoopThatGoesIntoItself(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        WatchedRow row = host.run("recursing", Order.GO).await("ALIVE");

        row.order(Order.ENTER).order(Order.ENTER).awaitEverywhere("ALIVE");
        row.order(Order.RETURN).awaitEverywhere("ALIVE");
        assertThat(host.http().threads())
                .filteredOn(other -> row.thread().equals(other.get("name")))
                .hasSize(1);
        assertThat(row.attribute("incarnation")).isEqualTo(1L);
    }

    @ForEachJdk
    void shouldTellTwoLiveThreadsOfOneNameApart(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        WatchedRow first = host.run("twin-a", "busy", Order.GO, "twin").awaitEverywhere("ALIVE");
        WatchedRow second =
                host.run("twin-b", "busy", Order.GO, "twin").suffixed(" #2").awaitEverywhere("ALIVE");

        second.order(Order.STALL).awaitEverywhere("DEAD");
        first.awaitEverywhere("ALIVE");
        second.order(Order.GO).awaitEverywhere("ALIVE");
    }

    @ForEachJdk
    void shouldLetANewThreadOfTheSameNameTakeOverTheRow(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        WatchedRow row = host.run("heir-a", "busy", Order.GO, "heir").await("ALIVE");
        long before = (Long) row.attribute("heartbeats");
        row.order(Order.THROW).await("DEAD");

        WatchedRow heir = host.run("heir-b", "busy", Order.GO, "heir").awaitEverywhere("ALIVE");

        assertThat(heir.attribute("incarnation")).isEqualTo(2L);
        assertThat((Long) heir.attribute("heartbeats")).isGreaterThan(before);
        assertThat(host.http().threads())
                .filteredOn(other -> ((String) other.get("name")).startsWith("heir"))
                .hasSize(1);
    }

    @ForEachJdk
    void shouldNameALiveTaskOfTheProcessByItsTid(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        host.run("tid-a", "busy", Order.GO, "tid").await("ALIVE");
        host.run("tid-b", "selecting", Order.GO, "tid of 15 bytes").await("SLEEP");
        host.run("tid-c", "busy", Order.GO, "tid of many more bytes").await("ALIVE");
        host.run("tid-d", "busy", Order.GO, "tïd ∞ 42").await("ALIVE");

        assertThat(host.http().threads())
                .filteredOn(row -> ((String) row.get("name")).matches("t[iï]d.*"))
                .hasSize(4)
                .allSatisfy(row -> assertThat(ProcTask.comm(host.process().pid(), (Long) row.get("tid")))
                        .hasValueSatisfying(comm -> assertThat(comm).isIn(commsOf((String) row.get("name")))))
                .extracting(row -> row.get("tid"))
                .doesNotHaveDuplicates();
    }

    /** A name too long for the kernel is cut by newer JDKs in its middle, so that a number at its end is kept. */
    private static List<String> commsOf(String name) {
        if (name.length() <= LONGEST_COMM) {
            return List.of(name);
        }
        return List.of(
                name.substring(0, LONGEST_COMM), name.substring(0, 7) + ".." + name.substring(name.length() - 6));
    }
}
