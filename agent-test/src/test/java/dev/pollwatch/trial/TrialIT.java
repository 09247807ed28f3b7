package dev.pollwatch.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The short form of {@code trial.sh}: each kind of stall once, at an interval of 100 ms, with what is said of it. How soon each is found is only measured by the
 * command, which wants a machine of its own.
 */
class TrialIT {

    private static final Pattern ALL = Pattern.compile(".");

    /**
     * On a machine that has no CPU to spare for it, whoever works may rightly be found starved; and where the tests themselves run at
     * the lowest priority, nothing can be starved by niceness.
     */
    private static final Set<String> BUSY = Set.of("SPINNING", "STARVED");

    /** A heavy iteration lasts so many times {@code dead-after}, since on a busy machine it is found late. */
    private static final int LONG = 20;

    /** Takes a counted loop less than a second; on a busy machine it may take twenty. */
    private static final int NOT_FAR = 1 << 29;

    private static final Duration LONGEST_DELAY = Duration.ofMillis(50);
    private static final Duration GENEROUS = Duration.ofSeconds(10);

    @ForEachJdk
    void shouldFindThreadsThatWait(Jdk jdk) {
        assertThat(find(new WaitingStalls(ALL, StallingHost::awaitRight), jdk, 12))
                .allSatisfy(
                        stall -> assertThat(firstWord(stall)).as("%s", stall).isIn(stall.words()));
    }

    @ForEachJdk
    void shouldFindThreadsThatKeepACpuBusyOrStarve(Jdk jdk) {
        find(new BurningStalls(ALL, LONG, StallingHost::awaitRight), jdk, 4);
    }

    @ForEachJdk
    void shouldFindOneThreadOf500(Jdk jdk) {
        find(new CrowdedStalls(ALL), jdk, 1);
    }

    @ForEachJdk
    void shouldFindAStallThatBeginsDuringAHostPause(Jdk jdk) {
        find(new PausedStalls(ALL), jdk, 1);
    }

    @ForEachJdk
    void shouldFindACountedLoopAndHoldUpNobodyForIt(Jdk jdk) {
        CountedStalls counted = new CountedStalls(ALL, NOT_FAR);
        find(counted, jdk, 2);
        assertThat(counted.delays())
                .hasSize(4)
                .allSatisfy(
                        delay -> assertThat(delay.askedFor()).as("%s", delay).isLessThanOrEqualTo(LONGEST_DELAY));
    }

    private static List<Stall> find(StallTrial trial, Jdk jdk, int made) {
        List<Stall> stalls = trial.run(new Setting(jdk, Duration.ofMillis(100)), 1);

        assertThat(stalls).hasSize(made).allSatisfy(stall -> {
            assertThat(stall.untilDead())
                    .as("%s", stall)
                    .hasValueSatisfying(time -> assertThat(time).isLessThan(GENEROUS));
            assertThat(firstWord(stall)).as("%s", stall).isIn(right(stall));
            if (stall.isNamed()) {
                assertThat(stall.sentence()).as("%s", stall).matches(stall.sentences());
            }
        });
        return stalls;
    }

    /** On such a machine others of a crowd may rightly be DEAD as well. */
    private static String firstWord(Stall stall) {
        return stall.word().split(" ", 2)[0];
    }

    /** Whoever gets no CPU does not even come to where it is to wait. */
    private static Set<String> right(Stall stall) {
        Set<String> right = new HashSet<>(stall.words());
        right.add("STARVED");
        if (BUSY.containsAll(stall.words())) {
            right.addAll(BUSY);
        }
        return right;
    }
}
