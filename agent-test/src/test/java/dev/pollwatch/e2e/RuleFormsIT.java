package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.hosts.FamilyHost;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Rules of each form, in a JVM with loaders as they are. */
class RuleFormsIT {

    private static final String HOST = FamilyHost.class.getName();

    private static Finished run(Jdk jdk, String... rules) {
        Finished without = Host.on(jdk).run(FamilyHost.class);
        Finished with = Host.on(jdk)
                .agent("http=off,log-level=debug," + String.join(",", rules))
                .run(FamilyHost.class);
        assertThat(without.out()).containsExactly("passes 1000");
        with.assertUnharmedAgainst(without);
        assertThat(with.agentWarnings()).isEmpty();
        return with;
    }

    private static List<String> woven(Finished host) {
        return host.agentLog().stream()
                .filter(line -> line.contains("Woven: "))
                .map(line -> line.substring(line.indexOf("Woven: " + HOST) + "Woven: ".length() + HOST.length() + 1))
                .map(line -> line.replace(HOST + "$", ""))
                .collect(Collectors.toList());
    }

    private static String[] loops(String... rules) {
        return Arrays.stream(rules).map(rule -> "loop=" + rule).toArray(String[]::new);
    }

    @ForEachJdk
    void shouldWeaveEveryLoopOfAPackage(Jdk jdk) {
        assertThat(woven(run(jdk, loops("dev.pollwatch.**.FamilyHost$*#*"))))
                .containsExactlyInAnyOrder(
                        "Base#poll (1 loops)",
                        "Poller#spin (1 loops)",
                        "Rebel#poll (1 loops)",
                        "Rebel#marked (1 loops)",
                        "Rounds#lambda$getAsInt$0 (1 loops)");
    }

    @ForEachJdk
    void shouldWeaveSubtypesAndAnnotatedMethodsAndLambdas(Jdk jdk) {
        assertThat(woven(run(
                        jdk,
                        loops(
                                HOST + "$Poller+#poll",
                                "**#@" + HOST + "$Polled",
                                "java.util.function.IntSupplier+#getAsInt"))))
                .containsExactlyInAnyOrder(
                        "Base#poll (1 loops)",
                        "Rebel#poll (1 loops)",
                        "Rebel#marked (1 loops)",
                        "Rounds#lambda$getAsInt$0 (1 loops)");
    }

    @ForEachJdk
    void shouldWeaveInheritedMethodsWhereTheyAreDeclared(Jdk jdk) {
        Finished host = run(jdk, loops(HOST + "$Heir#poll", HOST + "$Heir#spin"));

        assertThat(woven(host))
                .contains("Base#poll, inherited by Heir (1 loops)", "Poller#spin, inherited by Heir (1 loops)");
        assertThat(host.agentLog())
                .anySatisfy(line -> assertThat(line)
                        .contains("names a method that " + HOST
                                + "$Heir inherits; it is woven where it is declared, in " + HOST + "$Base"));
    }

    @ForEachJdk
    void shouldWeaveNothingThatIsExcluded(Jdk jdk) {
        assertThat(woven(run(
                        jdk,
                        "loop=**.FamilyHost$*#*",
                        "exclude=**.FamilyHost$Re*#*",
                        "exclude=" + HOST + "$Base#poll")))
                .containsExactlyInAnyOrder("Poller#spin (1 loops)", "Rounds#lambda$getAsInt$0 (1 loops)");
    }
}
