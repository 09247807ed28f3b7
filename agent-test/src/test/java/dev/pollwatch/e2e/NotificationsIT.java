package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.util.List;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;

/** State changes as JMX notifications, heard in another process. */
class NotificationsIT {

    @ForEachJdk
    void shouldAnnounceEachChangeOnceFromTheRowAndFromTheWhole(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            WatchedRow row = host.run("busy", Order.GO).awaitEverywhere("ALIVE");
            List<Notification> ofTheWhole = host.jmx().listenTo(Jmx.KEEPALIVE);
            List<Notification> ofTheRow = host.jmx().listenTo(row.bean());

            row.order(Order.STALL).await("DEAD").order(Order.GO).await("ALIVE");
            row.order(Order.RETURN).await("UNUSED");

            for (List<Notification> heard : List.of(ofTheWhole, ofTheRow)) {
                WatchedHost.eventually(
                        "three notifications",
                        () -> assertThat(heard)
                                .extracting(Notification::getType)
                                .containsExactly(
                                        "dev.pollwatch.state.DEAD",
                                        "dev.pollwatch.state.ALIVE",
                                        "dev.pollwatch.state.UNUSED"));
                assertThat(heard).allSatisfy(notification -> {
                    CompositeData data = (CompositeData) notification.getUserData();
                    assertThat(data.get("name")).isEqualTo(row.thread());
                    assertThat(data.get("loop")).isEqualTo(row.loop());
                });
            }
        }
    }
}
