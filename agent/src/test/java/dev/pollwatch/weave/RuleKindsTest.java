package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwatch.keepalive.LoopPolicy;
import dev.pollwatch.weave.host.KindShapes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What call, end, progress and each rules weave, alone and together. */
class RuleKindsTest {

    private static final String NAME = WovenHost.HOSTS + "KindShapes#";

    private final HookProbe probe = new HookProbe().install();

    @Test
    void shouldCallAtEachEntryHoweverItIsLeft() throws Throwable {
        WovenHost host = new WovenHost("call KindShapes#poll;dead-after=5m");

        assertThat(host.call("KindShapes", "poll", 4)).isEqualTo(8);
        assertThatThrownBy(() -> host.call("KindShapes", "poll", -1)).hasMessage("negative");

        assertThat(probe.log).containsExactly("call", "call");
        assertThat(probe.ids).containsExactly(0, 0);
        assertThat(host.loops)
                .containsExactly(Map.entry(NAME + "poll", new LoopPolicy(Duration.ofMinutes(5), false, true)));
        assertThat(host.status(0).woven()).containsExactly(NAME + "poll");
        assertThat(host.transformer.wovenLoops()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"call, headerAtStart", "each, headerAtStart", "call, nested", "each, irreducible"})
    void shouldCallOncePerCallWhereTheMethodBeginsWithALoop(String kind, String method) throws Throwable {
        Object expected = WovenHost.call(KindShapes.class, method, 5);

        assertThat(new WovenHost(kind + " KindShapes#" + method).call("KindShapes", method, 5))
                .isEqualTo(expected);

        assertThat(probe.log).containsExactly(kind);
    }

    @Test
    void shouldKeepWideParametersApart() throws Throwable {
        WovenHost host = new WovenHost("call KindShapes#wide", "sleep KindShapes#wide", "end KindShapes#wide");

        assertThat(host.call("KindShapes", "wide", 1L << 40, 2.5, 1)).isEqualTo(1L << 40);
        assertThat(host.call("KindShapes", "wide", 1L << 40, 2.5, 0)).isEqualTo(2L);
    }

    @Test
    void shouldEndWhereAMethodReturnsAndNotWhereItThrows() throws Throwable {
        WovenHost host = new WovenHost("end KindShapes#poll");

        assertThat(host.call("KindShapes", "poll", 4)).isEqualTo(8);
        assertThat(host.call("KindShapes", "poll", 0)).isEqualTo(2);
        assertThatThrownBy(() -> host.call("KindShapes", "poll", -1)).hasMessage("negative");

        assertThat(probe.log).containsExactly("end", "end");
        assertThat(host.loops).isEmpty();
    }

    @Test
    void shouldSayOfAMethodThatNeverReturnsThatItCannotEndThere() throws Throwable {
        WovenHost host = new WovenHost("end KindShapes#never", "call KindShapes#never");

        assertThatThrownBy(() -> host.call("KindShapes", "never", 1)).hasMessage("as always 1");

        assertThat(probe.log).containsExactly("call");
        assertThat(host.status(0).leftAlone()).containsExactly(NAME + "never never returns");
        assertThat(host.status(1).woven()).containsExactly(NAME + "never");
    }

    @ParameterizedTest(name = "{0}({1}) beats {2} times")
    @CsvSource({
        // Outer 4, middle 3 × 4, inner 9 × 4, and the one behind them 4.
        "nested, 3, 56",
        "nested, 0, 2",
        // The filling 5 times, the queue's loop too, the inner one 3 times for an even number and once for an odd one.
        "drain, 4, 18",
        "headerAtStart, 5, 5",
    })
    void shouldBeatAtAllLoopsOfAProgressMethod(String method, int n, int beats) throws Throwable {
        Object expected = WovenHost.call(KindShapes.class, method, n);
        WovenHost host = new WovenHost("progress KindShapes#" + method);

        assertThat(host.call("KindShapes", method, n)).isEqualTo(expected);

        assertThat(probe.log).containsExactly("progress");
        assertThat(probe.beats()).isEqualTo(beats);
        assertThat(host.transformer.wovenLoops()).isZero();
    }

    @ParameterizedTest(name = "{0} has {1} loops")
    @CsvSource({"nested, 4", "drain, 3", "irreducible, 2", "headerAtStart, 1"})
    void shouldSayHowManyLoopsOfAProgressMethodBeat(String method, int loops) throws Throwable {
        WovenHost host = new WovenHost("progress KindShapes#" + method);
        host.load("KindShapes");

        assertThat(host.status(0).loops()).isEqualTo(loops);
    }

    @Test
    void shouldBeatAtTheInnerLoopsTooOfAPollLoopThatIsAProgressMethod() throws Throwable {
        WovenHost host = new WovenHost("loop KindShapes#nested", "progress KindShapes#nested");

        host.call("KindShapes", "nested", 3);

        assertThat(probe.log).containsExactly("enter", "leave");
        assertThat(probe.beats()).isEqualTo(56);
        assertThat(host.status(0).loops()).isEqualTo(2);
        assertThat(host.status(1).loops()).isEqualTo(4);
    }

    @Test
    void shouldBeginInConstructorsAfterTheCallOfSuper() throws Throwable {
        WovenHost host = new WovenHost(
                "call KindShapes#<init>(I)V",
                "progress KindShapes#<init>(I)V",
                "end KindShapes#<init>",
                "each KindShapes#<init>()V");

        host.load("KindShapes").getConstructor().newInstance();

        assertThat(probe.log).containsExactly("call", "progress", "end", "each", "end");
        assertThat(probe.beats()).isEqualTo(3);
    }

    @Test
    void shouldWeaveAllKindsIntoOneMethodInTheirOrder() throws Throwable {
        WovenHost host = new WovenHost(
                "end KindShapes#drain",
                "progress KindShapes#drain",
                "sleep KindShapes#drain",
                "each KindShapes#drain",
                "call KindShapes#drain");
        Object expected = WovenHost.call(KindShapes.class, "drain", 4);

        assertThat(host.call("KindShapes", "drain", 4)).isEqualTo(expected);

        assertThat(probe.log).containsExactly("call", "each", "sleep", "progress", "wake", "end");
        assertThat(probe.beats()).isEqualTo(18);
        for (int rule = 0; rule < 5; rule++) {
            assertThat(host.status(rule).woven()).containsExactly(NAME + "drain");
            assertThat(host.status(rule).leftAlone()).isEmpty();
        }
    }

    @Test
    void shouldWakeFromACallMethodThatSleepsAndThrows() throws Throwable {
        WovenHost host = new WovenHost("call KindShapes#poll", "sleep KindShapes#poll", "end KindShapes#poll");

        assertThatThrownBy(() -> host.call("KindShapes", "poll", -1)).hasMessage("negative");

        assertThat(probe.log).containsExactly("call", "sleep", "wake");
    }

    @Test
    void shouldEndAfterAPollLoopWasLeft() throws Throwable {
        WovenHost host = new WovenHost("loop KindShapes#nested", "end KindShapes#nested", "each KindShapes#nested");

        host.call("KindShapes", "nested", 1);

        assertThat(probe.log).containsExactly("each", "enter", "leave", "end");
    }

    @Test
    void shouldSayWhyAPollLoopIsNoCallMethodBesides() throws Throwable {
        WovenHost host = new WovenHost("call KindShapes#nested", "loop KindShapes#nested", "sleep KindShapes#nested");

        host.call("KindShapes", "nested", 1);

        assertThat(probe.log).containsExactly("enter", "leave");
        assertThat(host.status(0).leftAlone())
                .containsExactly(NAME
                        + "nested is a poll loop, and beats by its own passes; keep the loop rule or the call rule");
        assertThat(host.status(1).loops()).isEqualTo(2);
        assertThat(host.status(2).leftAlone()).containsExactly(NAME + "nested is a poll loop, and so no sleep point");
    }

    @Test
    void shouldCallAMethodWithoutALoopThatALoopRuleNamesToo() throws Throwable {
        WovenHost host = new WovenHost("loop KindShapes#poll", "call KindShapes#poll", "progress KindShapes#poll");

        host.call("KindShapes", "poll", 1);

        assertThat(probe.log).containsExactly("call");
        assertThat(host.status(0).leftAlone()).containsExactly(NAME + "poll has no loop");
        assertThat(host.status(1).woven()).containsExactly(NAME + "poll");
        assertThat(host.status(2).leftAlone()).containsExactly(NAME + "poll has no loop");
    }

    @Test
    void shouldLeaveMethodsWithoutCodeAloneForEachKind() throws Throwable {
        WovenHost host = new WovenHost(
                "call KindShapes#driven",
                "end KindShapes#driven",
                "progress KindShapes#driven",
                "each KindShapes#driven");
        host.load("KindShapes");

        for (int rule = 0; rule < 4; rule++) {
            assertThat(host.status(rule).leftAlone()).containsExactly(NAME + "driven is native");
        }
    }
}
