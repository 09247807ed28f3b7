package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.hosts.OwnLogManager;
import dev.pollwatch.hosts.OwnServersHost;

/** What {@code premain} must not decide for the host. */
class PremainIT {

    @ForEachJdk
    void shouldLeaveTheHostTheChoiceOfItsMBeanServerAndItsLogManager(Jdk jdk) {
        Finished without = Host.on(jdk).run(OwnServersHost.class);
        Finished with = Host.on(jdk)
                .agent("http=0,loop=" + OwnServersHost.class.getName() + "#poll")
                .run(OwnServersHost.class);

        assertThat(without.out())
                .containsExactly(
                        "MBean servers built by the host's builder: 1", "LogManager: " + OwnLogManager.class.getName());
        with.assertUnharmedAgainst(without);
        assertThat(with.agentWarnings()).isEmpty();
    }
}
