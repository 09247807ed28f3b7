package dev.pollwatch.e2e.loaders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.GuestsHost;
import dev.pollwatch.e2e.harness.Jdk;

/** Loops in bundles that import nothing of ours, in frameworks without {@code org.osgi.framework.bootdelegation}. */
class OsgiIT {

    @ForEachJdk
    void shouldWatchBundlesOfFelixAndLetThemGo(Jdk jdk) {
        assertWatchedAndLetGo(jdk, "felix");
    }

    @ForEachJdk
    void shouldWatchBundlesOfEquinoxAndLetThemGo(Jdk jdk) {
        assertWatchedAndLetGo(jdk, "equinox");
    }

    private static void assertWatchedAndLetGo(Jdk jdk, String framework) {
        try (GuestsHost host = GuestsHost.start(jdk, "osgi", framework)) {
            host.admit("updated").admit("uninstalled").admit("thrown");
            host.awaitAllThatALoopDoes("updated");

            host.admit("updated").awaitCollected("updated before").await("updated", "ALIVE");
            host.dismiss("uninstalled").awaitCollected("uninstalled").await("uninstalled", "UNUSED");
            host.tell("thrown", "throw")
                    .await("thrown", "DEAD")
                    .dismiss("thrown")
                    .awaitCollected("thrown");

            assertThat(host.row("thrown", GuestsHost.LOOP))
                    .containsEntry("state", "DEAD")
                    .containsEntry("diagnosis", "THREW")
                    .satisfies(row -> assertThat((String) row.get("diagnosisDetail"))
                            .startsWith("dev.pollwatch.guests.GuestException: told to throw"));
            assertThat(host.row("updated", GuestsHost.LOOP)).containsEntry("incarnation", 2L);
        }
    }
}
