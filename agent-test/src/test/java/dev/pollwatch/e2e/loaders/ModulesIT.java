package dev.pollwatch.e2e.loaders;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.GuestsHost;
import dev.pollwatch.e2e.harness.Jdk;

/** Loops in modules that see nothing but {@code java.base}: of JBoss Modules, and of module layers made at run time. */
class ModulesIT {

    @ForEachJdk
    void shouldWatchModulesOfJBossAndLetThemGo(Jdk jdk) {
        assertWatchedAndLetGo(jdk, "jboss");
    }

    @ForEachJdk
    void shouldWatchModulesOfLayersMadeAtRunTimeAndLetThemGo(Jdk jdk) {
        assertWatchedAndLetGo(jdk, "layers");
    }

    private static void assertWatchedAndLetGo(Jdk jdk, String container) {
        try (GuestsHost host = GuestsHost.start(jdk, container, "jboss")) {
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
