package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SleepPointsTest {

    private final HookProbe probe = new HookProbe().install();

    @ParameterizedTest(name = "{0} sleeps {1} times per pass")
    @CsvSource({
        "threadSleep, 2",
        "threadSleepOfASubclass, 1",
        "objectWait, 2",
        "timeUnitSleep, 1",
        "park, 6",
        "condition, 3",
        "blockingQueue, 2",
        "subtypesOfBlockingQueue, 4",
        "blockingDeque, 4",
        "latch, 2",
        "semaphore, 6",
        "selector, 4",
        "sockets, 2",
        "noSleepPoints, 0",
    })
    void shouldSleepInEachOfTheJdksSleepPoints(String method, int sleepsPerPass) throws Throwable {
        new WovenHost("loop SleepShapes#" + method).call("SleepShapes", method, 2);

        assertThat(probe.sleeps()).isEqualTo(2L * sleepsPerPass);
        assertThat(probe.beats()).isEqualTo(3);
        assertThat(probe.leavesAsleep).isZero();
    }

    @ParameterizedTest
    @CsvSource({"caughtInside, 4", "caughtByFinally, 4"})
    void shouldWakeWhereTheLoopCatchesWhatASleepPointThrew(String method, int n) throws Throwable {
        WovenHost host = new WovenHost("loop SleepShapes#" + method);

        assertThat(host.call("SleepShapes", method, n)).isIn(2, 44);

        assertThat(probe.sleeps()).isEqualTo(n);
        assertThat(probe.leavesAsleep).isZero();
    }

    @Test
    void shouldLeaveTheWakingToTheEndWhereTheSleepPointEndsTheLoop() throws Throwable {
        WovenHost host = new WovenHost("loop SleepShapes#thrownOut");

        assertThatThrownBy(() -> host.call("SleepShapes", "thrownOut", 3)).hasMessage("failing");

        assertThat(probe.leavesAsleep).isEqualTo(1);
        assertThat(probe.leaves).isEqualTo(1);
        assertThat(probe.sleeps()).isEqualTo(1);
    }

    @Test
    void shouldSleepInMethodsThatSleepRulesName() throws Throwable {
        WovenHost host = new WovenHost("loop SleepShapes#byRules", "sleep SleepShapes$Idle#idle");
        List<Boolean> asleep = watch(host);

        assertThat(host.call("SleepShapes", "byRules", 3)).isEqualTo(6);

        assertThat(asleep).hasSize(6).containsOnly(true);
        assertThat(probe.sleeps()).isEqualTo(6);
        assertThat(probe.bodySleeps).isEqualTo(6);
        assertThat(probe.bodyWakes).isEqualTo(6);
        assertThat(host.status(1).woven())
                .containsExactlyInAnyOrder(
                        "dev.pollwatch.weave.host.SleepShapes$Idle#idle called in dev.pollwatch.weave.host.SleepShapes#byRules",
                        "dev.pollwatch.weave.host.SleepShapes$Idle#idle");
        assertThat(host.status(1).leftAlone()).isEmpty();
    }

    @Test
    void shouldWakeWhenASleepMethodReturnsOrThrowsFarFromAnyLoop() throws Throwable {
        WovenHost host = new WovenHost("sleep SleepShapes$Idle#idle(I)I");
        List<Boolean> asleep = watch(host);

        assertThat(host.call("SleepShapes", "asleepOutsideLoops", 2)).isEqualTo(2);
        assertThatThrownBy(() -> host.call("SleepShapes", "asleepOutsideLoops", -1))
                .hasMessage("negative");

        assertThat(asleep).containsExactly(true, true);
        assertThat(probe.sleeps()).isEqualTo(2);
        assertThat(host.transformer.wovenLoops()).isZero();
    }

    @Test
    void shouldHonourRulesForTheJdksMethodsWherePollLoopsCallThem() throws Throwable {
        WovenHost host = new WovenHost(
                "loop SleepShapes#noSleepPoints",
                "sleep java.util.concurrent.BlockingQueue#offer(Ljava/lang/Object;JLjava/util/concurrent/TimeUnit;)Z");

        host.call("SleepShapes", "noSleepPoints", 2);

        assertThat(probe.sleeps()).isEqualTo(2);
        assertThat(host.status(1).unmatched()).isFalse();
    }

    private List<Boolean> watch(WovenHost host) throws ReflectiveOperationException {
        List<Boolean> asleep = new ArrayList<>();
        Runnable look = () -> asleep.add(probe.asleep());
        host.load("SleepShapes$Idle").getField("whileAsleep").set(null, look);
        return asleep;
    }
}
