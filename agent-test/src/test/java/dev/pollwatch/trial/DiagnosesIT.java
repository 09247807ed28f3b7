package dev.pollwatch.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import java.time.Duration;

/** What is said of stalls that are not of one kind only, or not alone. What is said of each kind is in {@link TrialIT}. */
class DiagnosesIT {

    private static final int NAP_MILLIS = 5;
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /** Without the safepoint that JDK 17 comes to every second by itself: until the loop ends it is a pause of the whole host, and no verdict falls. */
    private static final String[] SERIAL = {
        "-XX:+UseSerialGC", "-XX:+UnlockDiagnosticVMOptions", "-XX:GuaranteedSafepointInterval=0"
    };

    @ForEachJdk
    void shouldSayWhatAStallHasTurnedInto(Jdk jdk) {
        Kind kind = new Kind("blocked, then spinning", "monitor-then-spin", "SPINNING").told("at Ways.spin.*");
        try (StallingHost host = StallingHost.start(new Setting(jdk, INTERVAL))) {
            StallingHost.Ordered ordered = stall(host, "turning", kind);

            host.host()
                    .process()
                    .awaitErr(
                            "that it spins by now",
                            line -> line.contains("is still DEAD, was BLOCKED, now SPINNING at Ways.spin"));
            assertTold(host.awaitRight(ordered));
        }
    }

    @ForEachJdk
    void shouldTellWhoWaitsWhileAnotherCountsUnderACollectorWithoutSafepointsInIt(Jdk jdk) {
        Kind counts = new Kind("counted loop", "counted:" + Integer.MAX_VALUE, "SPINNING");
        Kind waits = new Kind("park", "park", "WAITING");
        try (StallingHost host = StallingHost.startInPeace(new Setting(jdk, INTERVAL), SERIAL)) {
            StallingHost.Ordered counting = stall(host, "counting", counts);
            StallingHost.Ordered parked = stall(host, "parked", waits);

            assertTold(host.awaitRight(counting));
            assertTold(host.awaitRight(parked));
        }
    }

    private static StallingHost.Ordered stall(StallingHost host, String name, Kind kind) {
        host.host().run(name, kind, NAP_MILLIS);
        return host.order(name, kind, StandStill.soon(INTERVAL));
    }

    private static void assertTold(Stall stall) {
        assertThat(stall.isTold()).as("%s", stall).isTrue();
    }
}
