package dev.pollwatch.e2e.loaders;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.GuestsHost;
import dev.pollwatch.e2e.harness.Jdk;

/** Loops in modules of JBoss Modules that depend on no other. */
class JBossModulesIT {

    @ForEachJdk
    void shouldWatchModulesAndLetThemGo(Jdk jdk) {
        try (GuestsHost host = GuestsHost.start(jdk, "jboss", "jboss")) {
            host.admit("unloaded").admit("thrown");
            host.awaitAllThatALoopDoes("unloaded");

            host.tell("unloaded", "return").await("unloaded", "UNUSED");
            host.dismiss("unloaded").awaitCollected("unloaded");
            host.tell("thrown", "throw")
                    .await("thrown", "DEAD")
                    .dismiss("thrown")
                    .awaitCollected("thrown");
        }
    }
}
