package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pollwatch.weave.host.LambdaHost;
import dev.pollwatch.weave.host.LoopShapes;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopShapesTest {

    private final HookProbe probe = new HookProbe().install();

    @ParameterizedTest(name = "{0}.{1}({2}) beats {3} times")
    @CsvSource({
        "LoopShapes, forEver, 0, 1",
        "LoopShapes, forEver, 5, 6",
        "LoopShapes, whileLoop, 0, 1",
        "LoopShapes, whileLoop, 5, 6",
        "LoopShapes, doWhile, 1, 1",
        "LoopShapes, doWhile, 5, 5",
        "LoopShapes, labelledContinue, 5, 6",
        "GuardedShapes, tryInside, 5, 6",
        "GuardedShapes, tryAround, 5, 6",
        "GuardedShapes, retryByException, 5, 6",
        "GuardedShapes, retryWithFinally, 5, 6",
        "LoopShapes, nested, 4, 5",
        "LoopShapes, switchInside, 9, 10",
        "LoopShapes, stringSwitchInside, 3, 5",
        "GuardedShapes, synchronizedInside, 6, 6",
        "GuardedShapes, synchronizedAround, 6, 7",
        "GuardedShapes, synchronizedMethod, 6, 7",
        "GuardedShapes, tryFinally, 5, 5",
        "LoopShapes, twoInSequence, 3, 11",
        "LoopShapes, valuesOnTheStack, 6, 7",
        "LoopShapes, valuesOnTheStack, 0, 0",
        "LoopShapes, newAtTheHeader, 5, 5",
        "GuardedShapes, newInTheHandler, 5, 6",
        "LoopShapes, objectsOfManyTypes, 5, 6",
        "LoopShapes, instance, 5, 6",
        "LoopShapes, instance, 50, 8",
    })
    void shouldBeatOncePerPassAndOtherwiseDoWhatItDid(String shapes, String method, int n, int beats) throws Throwable {
        Object expected = WovenHost.call(Class.forName(LoopShapes.class.getPackageName() + "." + shapes), method, n);

        Object result = new WovenHost("loop " + shapes + "#" + method).call(shapes, method, n);

        assertThat(result).isEqualTo(expected);
        assertThat(probe.beats()).isEqualTo(beats);
        assertEnteredAndLeft(1);
    }

    @Test
    void shouldBeRunWithTheVerifierOn() {
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
                .noneMatch(argument -> argument.contains("BytecodeVerification") || argument.contains("-Xverify"));
    }

    @Test
    void shouldKeepWideParametersApart() throws Throwable {
        Object expected = LoopShapes.wideParameters(10L, 4, 1.5, 1L << 40);

        WovenHost host = new WovenHost("loop LoopShapes#wideParameters");

        assertThat(host.call("LoopShapes", "wideParameters", 10L, 4, 1.5, 1L << 40))
                .isEqualTo(expected);
        assertThat(probe.beats()).isEqualTo(5);
    }

    @Test
    void shouldNotEnterAgainWhereTheHeaderIsTheFirstInstruction() throws Throwable {
        new WovenHost("loop LoopShapes#runDown").call("LoopShapes", "headerAtStart", 4);

        assertThat(probe.beats()).isEqualTo(5);
        assertEnteredAndLeft(1);
    }

    @Test
    void shouldLeaveWithWhatTheLoopThrows() throws Throwable {
        WovenHost host = new WovenHost("loop LoopShapes#throwsOut");

        Throwable thrown = catchThrowable(() -> host.call("LoopShapes", "throwsOut", 3));

        assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("packet 3");
        assertThat(probe.thrown).containsExactly(thrown);
        assertThat(probe.enters).isEqualTo(1);
        assertThat(probe.leaves).isEqualTo(1);
        assertThat(probe.beats()).isEqualTo(4);
    }

    @Test
    void shouldEnterAndLeaveOnEachRecursion() throws Throwable {
        Object result = new WovenHost("loop LoopShapes#recursive").call("LoopShapes", "recursive", 4);

        assertThat(result).isEqualTo(LoopShapes.recursive(4));
        assertEnteredAndLeft(16);
        assertThat(probe.beats()).isEqualTo(15 + 16);
    }

    @ParameterizedTest
    @CsvSource({"synchronizedWithoutLoop", "finallyWithoutLoop"})
    void shouldNotTakeACompilersOwnHandlersForALoop(String method) throws Throwable {
        WovenHost host = new WovenHost("loop GuardedShapes#" + method);

        host.call("GuardedShapes", method, 3);

        assertThat(probe.enters).isZero();
        assertThat(host.status(0).leftAlone())
                .containsExactly("dev.pollwatch.weave.host.GuardedShapes#" + method + " has no loop");
    }

    @Test
    void shouldWeaveBodiesOfLambdas() throws Throwable {
        WovenHost host = new WovenHost("loop LambdaHost#lambda$run$0");

        assertThat(host.call("LambdaHost", "run", 4)).isEqualTo(LambdaHost.run(4));
        assertThat(probe.beats()).isEqualTo(6);
    }

    @Test
    void shouldWeaveNestedClasses() throws Throwable {
        WovenHost host = new WovenHost("loop LambdaHost$Inner#poll");

        assertThat(host.call("LambdaHost", "inner", 4)).isEqualTo(4);
        assertThat(probe.beats()).isEqualTo(5);
        assertThat(host.loops).containsOnlyKeys("dev.pollwatch.weave.host.LambdaHost$Inner#poll");
    }

    @Test
    void shouldBeginAfterSuperInConstructors() throws Throwable {
        WovenHost host = new WovenHost("loop Constructors#<init>");

        assertThat(host.call("Constructors", "build", 5)).isEqualTo(3 + 5 * 5);

        assertThat(probe.beats()).isEqualTo(6);
        assertEnteredAndLeft(1);
        assertThat(host.loops)
                .containsOnlyKeys(
                        "dev.pollwatch.weave.host.Constructors#<init>(I)V",
                        "dev.pollwatch.weave.host.Constructors#<init>(JLdev/pollwatch/weave/host/Base;)V");
        assertThat(host.status(0).loops()).isEqualTo(2);
    }

    @Test
    void shouldLeaveAConstructorThatThrowsAfterThis() throws Throwable {
        WovenHost host = new WovenHost("loop Constructors#<init>(JLdev/pollwatch/weave/host/Base;)V");

        assertThat(host.call("Constructors", "buildWide", 4)).isEqualTo(3 + 4 * 4);
        assertThatThrownBy(() -> host.call("Constructors", "buildWide", 77)).hasMessage("after the loop");

        assertThat(probe.enters).isEqualTo(2);
        assertThat(probe.leaves).isEqualTo(2);
        assertThat(probe.thrown).hasSize(1);
    }

    @Test
    void shouldWeaveStaticInitializers() throws Throwable {
        WovenHost host = new WovenHost("loop Constructors#<clinit>");

        host.call("Constructors", "build", 1);

        assertThat(probe.beats()).isEqualTo(4);
        assertEnteredAndLeft(1);
    }

    private void assertEnteredAndLeft(int times) {
        assertThat(probe.enters).isEqualTo(times);
        assertThat(probe.leaves).isEqualTo(times);
        assertThat(probe.thrown).isEmpty();
        assertThat(probe.sleeps()).isZero();
    }
}
