package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SleepRuleFormsTest {

    private final HookProbe probe = new HookProbe().install();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Family$Idle+#idle",
                "Family$Idle#idle",
                "Family$Wait*#idle",
                "dev.**.Family$*#i*e",
                "**#@dev.pollwatch.weave.host.Family$Poll",
                "Family$Idle+#*",
            })
    void shouldSleepInCallsThatRulesOfEachFormName(String rule) throws Throwable {
        WovenHost host = new WovenHost("loop Family#duty", "sleep " + rule);

        assertThat(host.call("Family", "duty", 3)).isEqualTo(3);

        assertThat(probe.sleeps()).isEqualTo(3);
        assertThat(host.status(1).woven())
                .contains(host.status(1).rule() + " called in dev.pollwatch.weave.host.Family#duty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Family$Poller+#idle",
                "Family$Wait*#idles",
                "com.**.Family$*#i*e",
                "**#@dev.pollwatch.weave.host.Family$Marked",
                "@Family$Poll#idle",
            })
    void shouldStayAwakeInOtherCalls(String rule) throws Throwable {
        WovenHost host = new WovenHost("loop Family#duty", "sleep " + rule);

        assertThat(host.call("Family", "duty", 3)).isEqualTo(3);

        assertThat(probe.sleeps()).isZero();
        assertThat(host.status(1).unmatched()).isTrue();
    }
}
