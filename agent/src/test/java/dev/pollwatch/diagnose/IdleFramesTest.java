package dev.pollwatch.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.diagnose.IdleFrames.Match;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stacks as they were taken on several JDKs, and such as a host may well have. */
class IdleFramesTest {

    private static final String LOOP = "com.acme.Rx#poll";
    private static final String[] TAKE = {
        "jdk.internal.misc.Unsafe#park*",
        "java.util.concurrent.locks.LockSupport#park",
        "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject#await",
        "java.util.concurrent.LinkedBlockingQueue#take"
    };
    private static final FrameworkFrames NETTY =
            new FrameworkFrames(Set.of("io.netty.Loop#epollWait", "io.netty.Wheel#waitForTick"), List.of("io.netty"));

    private final IdleFrames frames = IdleFrames.load();

    static List<RealStack> realStacks() throws IOException {
        return RealStack.all().toList();
    }

    @ParameterizedTest
    @MethodSource("realStacks")
    void shouldTellIdleFromBusyInAHelperOfTheLoopsOwnClassAndInTheLoopItself(RealStack stack) {
        Match expected = stack.idle() ? Match.IDLE : Match.BUSY;

        assertThat(judge(stack.calledBy("com.acme.Rx#next", LOOP, "java.lang.Thread#run")))
                .isEqualTo(expected);
        assertThat(judge(stack.calledBy(LOOP))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("realStacks")
    void shouldTakeNothingForIdleThatWaitsInAHandler(RealStack stack) {
        assertThat(judge(stack.calledBy("com.acme.Handler#on", "com.acme.Rx#dispatch", LOOP)))
                .isEqualTo(Match.BUSY);
        assertThat(judge(stack.calledBy("com.acme.Rx#next", "com.acme.Handler#on", LOOP)))
                .isEqualTo(Match.BUSY);
    }

    @ParameterizedTest
    @MethodSource("realStacks")
    void shouldSayThatTheLoopIsNotOnTheStack(RealStack stack) {
        assertThat(judge(stack.calledBy("com.acme.Rx#next", "com.acme.Rx#other")))
                .isEqualTo(Match.ABSENT);
        assertThat(judge(stack.calledBy("com.acme.Tx#poll"))).isEqualTo(Match.ABSENT);
    }

    @Test
    void shouldHaveARealStackForEachIdleMethodOfTheJdk() throws IOException {
        Set<String> shown = RealStack.all()
                .filter(RealStack::idle)
                .flatMap(stack -> stack.frames().stream())
                .map(frame -> frame.getClassName() + "#" + frame.getMethodName())
                .collect(Collectors.toSet());

        assertThat(shown).containsAll(linesOf("idle "));
    }

    @Test
    void shouldNameTheIdleMethod() {
        assertThat(frames.judge(stack(TAKE, "com.acme.Rx#next", LOOP), LOOP, FrameworkFrames.NONE))
                .isEqualTo(new IdleFrames.Found(Match.IDLE, "LinkedBlockingQueue.take"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"com.acme.Rx#lambda$poll$0", "com.acme.Rx$$Lambda/0x0000000800c03000#get", "com.acme.Rx#poll"})
    void shouldCountTheLoopsLambdasAndItsRecursionAsItsOwn(String between) {
        assertThat(judge(stack(TAKE, between, LOOP))).isEqualTo(Match.IDLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.Rx$Handler#on",
                "com.acme.RxTask#run",
                "com.acme.sub.Rx#next",
                "java.util.concurrent.ThreadPoolExecutor#getTask",
                "java.util.concurrent.ThreadPoolExecutor$Worker#run",
                "java.util.concurrent.ConcurrentHashMap#computeIfAbsent",
                "java.util.ArrayList#forEach"
            })
    void shouldCallItBusyWhereAnythingElseStandsBetween(String between) {
        assertThat(judge(stack(TAKE, between, LOOP))).isEqualTo(Match.BUSY);
    }

    @Test
    void shouldLetTheFrameworksOwnPackagesStandBetween() {
        String loop = "io.netty.channel.DefaultEventLoop#run";
        List<StackTraceElement> stack = stack(TAKE, "io.netty.util.concurrent.Executor#takeTask", loop);

        assertThat(frames.judge(stack, loop, NETTY).match()).isEqualTo(Match.IDLE);
        assertThat(frames.judge(stack, loop, FrameworkFrames.NONE).match()).isEqualTo(Match.BUSY);
    }

    @Test
    void shouldNotTakeAPackageOfAlikeNameForTheFrameworks() {
        String loop = "io.netty.Loop#run";

        assertThat(frames.judge(stack(TAKE, "io.nettyfied.Handler#on", loop), loop, NETTY)
                        .match())
                .isEqualTo(Match.BUSY);
    }

    @Test
    void shouldCallAFrameworkIdleThatWaitsByItselfOnlyWhereARuleSaysSo() {
        String loop = "io.netty.Loop#run";
        List<StackTraceElement> listed = RealStack.frames(
                "java.lang.Object#wait0*",
                "java.lang.Object#wait",
                "io.netty.Time#await",
                "io.netty.Wheel#waitForTick",
                loop);
        List<StackTraceElement> other =
                RealStack.frames("java.lang.Object#wait0*", "java.lang.Object#wait", "io.netty.Future#await", loop);

        assertThat(frames.judge(listed, loop, NETTY).match()).isEqualTo(Match.IDLE);
        assertThat(frames.judge(other, loop, NETTY).match()).isEqualTo(Match.BUSY);
    }

    @Test
    void shouldCallAFrameworkIdleInItsOwnNativeMethodOnlyWhereARuleSaysSo() {
        String loop = "io.netty.Loop#run";

        assertThat(frames.judge(
                                RealStack.frames("io.netty.Native#epollWait0*", "io.netty.Loop#epollWait", loop),
                                loop,
                                NETTY)
                        .match())
                .isEqualTo(Match.IDLE);
        assertThat(frames.judge(RealStack.frames("io.netty.Native#write0*", "io.netty.Loop#write", loop), loop, NETTY)
                        .match())
                .isEqualTo(Match.BUSY);
        assertThat(frames.judge(
                                RealStack.frames("com.acme.Native#wait0*", "io.netty.Loop#epollWait", loop),
                                loop,
                                NETTY)
                        .match())
                .isEqualTo(Match.BUSY);
    }

    @Test
    void shouldCallAHandlerBusyThatCallsBackIntoTheFramework() {
        String loop = "io.netty.Loop#run";

        assertThat(frames.judge(
                                stack(
                                        TAKE,
                                        "io.netty.util.Promise#sync",
                                        "com.acme.Handler#read",
                                        "io.netty.Pipeline#fire",
                                        loop),
                                loop,
                                NETTY)
                        .match())
                .isEqualTo(Match.BUSY);
    }

    @Test
    void shouldLookForTheMethodWhateverDescriptorTheLoopIsNamedWith() {
        List<StackTraceElement> stack = stack(TAKE, "com.acme.Rx#next", LOOP);

        assertThat(frames.judge(stack, LOOP + "(JJ)V", FrameworkFrames.NONE).match())
                .isEqualTo(Match.IDLE);
    }

    @Test
    void shouldCallTheWaitForALockInsideAQueueBusy() {
        assertThat(judge(RealStack.frames(
                        "jdk.internal.misc.Unsafe#park*",
                        "java.util.concurrent.locks.LockSupport#park",
                        "java.util.concurrent.locks.AbstractQueuedSynchronizer#acquire",
                        "java.util.concurrent.locks.ReentrantLock#lockInterruptibly",
                        "java.util.concurrent.LinkedBlockingQueue#take",
                        LOOP)))
                .isEqualTo(Match.BUSY);
    }

    @Test
    void shouldCallAThreadBusyThatIsNotEvenWaiting() {
        assertThat(judge(RealStack.frames("java.util.concurrent.LinkedBlockingQueue#take", LOOP)))
                .isEqualTo(Match.BUSY);
        assertThat(judge(List.of())).isEqualTo(Match.ABSENT);
    }

    private Match judge(List<StackTraceElement> stack) {
        return frames.judge(stack, LOOP, FrameworkFrames.NONE).match();
    }

    private static List<StackTraceElement> stack(String[] top, String... below) {
        return new RealStack("", true, RealStack.frames(top)).calledBy(below);
    }

    private static Set<String> linesOf(String kind) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(IdleFrames.class.getResourceAsStream("idle.frames"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.startsWith(kind))
                    .map(line -> line.substring(kind.length()))
                    .collect(Collectors.toSet());
        }
    }
}
