package dev.pollwatch.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.os.TaskLook;
import dev.pollwatch.os.TaskNow;
import org.junit.jupiter.api.Test;

/** What two looks at a thread come to, as the kernel may show it; the time between them is 100 ms. */
class LooksTest {

    private static final long MILLI = 1_000_000;

    @Test
    void shouldSeeARunnableThreadRunThatUsesCpu() {
        assertThat(runnable("R", "R", 97, 3).doing()).isEqualTo(Looks.Doing.RUNS);
    }

    @Test
    void shouldSeeAThreadRunThatSharesItsCpuWithAFewOthers() {
        assertThat(runnable("R", "R", 9, 91).doing()).isEqualTo(Looks.Doing.RUNS);
    }

    @Test
    void shouldSeeARunnableThreadStarveThatGetsNoCpu() {
        assertThat(runnable("R", "R", 0, 0).doing()).isEqualTo(Looks.Doing.STARVES);
        assertThat(runnable("R", "R", 2, 98).doing()).isEqualTo(Looks.Doing.STARVES);
    }

    @Test
    void shouldCountAWaitForACpuThatLastsStill() {
        assertThat(runnable("R", "R", 0, 0).runQueueWaitNanos()).isEqualTo(100 * MILLI);
        assertThat(runnable("R", "R", 20, 30).runQueueWaitNanos()).isEqualTo(30 * MILLI);
    }

    @Test
    void shouldSeeAThreadStarveWhoseControlGroupIsThrottled() {
        Looks free = runnable("R", "R", 10, 80);
        Looks throttled = new Looks(free.first(), free.second(), Thread.State.RUNNABLE, true, 1);

        assertThat(free.doing()).isEqualTo(Looks.Doing.RUNS);
        assertThat(throttled.doing()).isEqualTo(Looks.Doing.STARVES);
    }

    @Test
    void shouldSeeTheKernelHoldARunnableThreadThatSleeps() {
        assertThat(runnable("S", "S", 0, 0).doing()).isEqualTo(Looks.Doing.IN_KERNEL);
        assertThat(runnable("S", "D", 0, 0).doing()).isEqualTo(Looks.Doing.IN_KERNEL);
    }

    @Test
    void shouldSeeTheKernelHoldAThreadThatGoesFromOneCallToTheNext() {
        assertThat(runnable("S", "R", 1, 1).doing()).isEqualTo(Looks.Doing.IN_KERNEL);
    }

    @Test
    void shouldSeeAThreadRunThatWasCaughtInAShortCall() {
        assertThat(runnable("R", "S", 60, 0).doing()).isEqualTo(Looks.Doing.RUNS);
    }

    @Test
    void shouldSeeAThreadWaitUnlessItOnlyNapsBetweenWork() {
        assertThat(looks("S", "S", 0, 0, Thread.State.WAITING).doing()).isEqualTo(Looks.Doing.WAITS);
        assertThat(looks("S", "S", 2, 0, Thread.State.TIMED_WAITING).doing()).isEqualTo(Looks.Doing.WAITS);
        assertThat(looks("R", "S", 70, 0, Thread.State.TIMED_WAITING).doing()).isEqualTo(Looks.Doing.RUNS);
    }

    @Test
    void shouldTakeAThreadForRunningOfWhichTheKernelTellsNothing() {
        TaskLook first = new TaskLook(0, TaskNow.UNKNOWN, -1, -1);
        TaskLook second = new TaskLook(100 * MILLI, TaskNow.UNKNOWN, -1, -1);

        assertThat(new Looks(first, second, Thread.State.RUNNABLE, true, 0).doing())
                .isEqualTo(Looks.Doing.RUNS);
        assertThat(new Looks(first, second, Thread.State.RUNNABLE, false, 0).doing())
                .isEqualTo(Looks.Doing.STARVES);
    }

    @Test
    void shouldLookLongerWhereItIsNotClearWhetherAThreadStarves() {
        assertThat(runnable("R", "R", 0, 0).unclear()).isTrue();
        assertThat(runnable("R", "R", 50, 50).unclear()).isFalse();
        assertThat(runnable("S", "S", 0, 0).unclear()).isFalse();
    }

    private static Looks runnable(String before, String after, long cpuMillis, long waitMillis) {
        return looks(before, after, cpuMillis, waitMillis, Thread.State.RUNNABLE);
    }

    private static Looks looks(String before, String after, long cpuMillis, long waitMillis, Thread.State java) {
        TaskLook first = new TaskLook(0, new TaskNow(before, 5), 1000 * MILLI, 2000 * MILLI);
        TaskLook second = new TaskLook(
                100 * MILLI, new TaskNow(after, 5), (1000 + cpuMillis) * MILLI, (2000 + waitMillis) * MILLI);
        return new Looks(first, second, java, true, 0);
    }
}
