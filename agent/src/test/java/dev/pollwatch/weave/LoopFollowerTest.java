package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopFollowerTest {

    private static final String HELPERS = WovenHost.HOSTS + "Helpers#";

    private final HookProbe probe = new HookProbe().install();

    @ParameterizedTest
    @CsvSource({
        "viaLambda, lambda$viaLambda$0",
        "viaHelper, onlyHere",
        "viaBoth, referred",
    })
    void shouldFollowIntoLambdasAndHelpersThatNothingElseCalls(String method, String loop) throws Throwable {
        WovenHost host = new WovenHost("loop Helpers#" + method + ";dead-after=3s");

        assertThat(host.call("Helpers", method, 3)).isEqualTo(3);

        assertThat(probe.beats()).isEqualTo(4);
        assertThat(host.loops).containsOnlyKeys(HELPERS + loop);
        assertThat(host.loops.get(HELPERS + loop).deadAfter()).hasMillis(3_000);
        assertThat(host.status(0).woven()).containsExactly(HELPERS + loop);
        assertThat(host.status(0).leftAlone()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"viaShared", "recursive"})
    void shouldNotFollowIntoWhatOthersCallToo(String method) throws Throwable {
        WovenHost host = new WovenHost("loop Helpers#" + method);

        assertThat(host.call("Helpers", method, 3)).isEqualTo(3);

        assertThat(host.loops).isEmpty();
        assertThat(host.status(0).leftAlone()).containsExactly(HELPERS + method + " has no loop");
    }

    @Test
    void shouldNotFollowWhereTheMethodHasALoopItself() throws Throwable {
        WovenHost host = new WovenHost("loop Helpers#loopAndHelper");

        host.call("Helpers", "loopAndHelper", 3);

        assertThat(host.loops).containsOnlyKeys(HELPERS + "loopAndHelper");
    }

    @Test
    void shouldNotFollowIntoWhatIsExcluded() throws Throwable {
        WovenHost host = new WovenHost("loop Helpers#viaHelper", "exclude Helpers#onlyHere");

        host.call("Helpers", "viaHelper", 3);

        assertThat(host.loops).isEmpty();
        assertThat(host.status(0).leftAlone()).containsExactly(HELPERS + "viaHelper has no loop");
        assertThat(host.status(1).leftAlone()).containsExactly(HELPERS + "onlyHere is excluded by this rule");
    }

    @Test
    void shouldWeaveOnceWhatTwoRulesLeadTo() throws Throwable {
        WovenHost host = new WovenHost("loop Helpers#viaHelper", "loop Helpers#onlyHere");

        host.call("Helpers", "viaHelper", 3);

        assertThat(probe.enters).isEqualTo(1);
        assertThat(host.status(0).woven()).containsExactly(HELPERS + "onlyHere");
        assertThat(host.status(1).woven()).containsExactly(HELPERS + "onlyHere");
    }
}
