package dev.pollwatch.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import java.time.Duration;
import java.util.List;

/**
 * Every disturbance once, in its short form. Each holds by itself that it took place. On a machine that is overloaded a thread may get no CPU for
 * dead-after while its host runs; that DEAD is true, and the host can tell.
 */
class DisturbancesIT {

    @ForEachJdk
    void shouldLetThreadsBeIdleInEverySleepPoint(Jdk jdk) {
        shouldEndure(new IdleForLong(), jdk);
    }

    @ForEachJdk
    void shouldHoldAStoppedProcessAgainstNobody(Jdk jdk) {
        shouldEndure(new StoodStill(), jdk);
    }

    @ForEachJdk
    void shouldNotGoByTheWallClock(Jdk jdk) {
        shouldEndure(new WallClock(), jdk);
    }

    @ForEachJdk
    void shouldLetAnIterationTakeAlmostDeadAfter(Jdk jdk) {
        shouldEndure(new LongIterations(), jdk);
    }

    @ForEachJdk
    void shouldEndureARecording(Jdk jdk) {
        shouldEndure(Disturbances.recording(), jdk);
    }

    @ForEachJdk
    void shouldEndureThousandsOfThreadsThatEnd(Jdk jdk) {
        shouldEndure(Disturbances.endingThreads(), jdk);
    }

    @ForEachJdk
    void shouldEndureThousandsOfClassLoads(Jdk jdk) {
        shouldEndure(Disturbances.classLoads(), jdk);
    }

    @ForEachJdk
    void shouldEndureAHeapDump(Jdk jdk) {
        shouldEndure(Disturbances.heapDump(), jdk);
    }

    @ForEachJdk
    void shouldEndureThreadDumps(Jdk jdk) {
        shouldEndure(Disturbances.threadDumps(), jdk);
    }

    @ForEachJdk
    void shouldEndureASafepointStorm(Jdk jdk) {
        shouldEndure(Disturbances.safepoints(), jdk);
    }

    @ForEachJdk
    void shouldEndureLoadedCores(Jdk jdk) {
        shouldEndure(Disturbances.loadedCores(), jdk);
    }

    @ForEachJdk
    void shouldEndureFullCollections(Jdk jdk) {
        shouldEndure(new FullCollections(""), jdk);
    }

    @ForEachJdk
    void shouldEndureFullCollectionsOfTheSerialCollector(Jdk jdk) {
        shouldEndure(new FullCollections("Serial"), jdk);
    }

    private static void shouldEndure(Disturbance disturbance, Jdk jdk) {
        List<Endurance> seen = disturbance.run(new Setting(jdk, Duration.ofMillis(100)), 1, true);
        // Those of a machine that starves its threads, for whoever wonders.
        seen.stream().flatMap(one -> one.deaths().stream()).forEach(System.out::println);
        assertThat(seen).hasSize(1).allSatisfy(endurance -> {
            assertThat(endurance.falseDeaths()).as("%s", endurance).isEmpty();
            assertThat(endurance.threads()).as("%s", endurance).isPositive();
        });
    }
}
