package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatternRulesTest {

    private static final String FAMILY = WovenHost.HOSTS + "Family$";

    private final HookProbe probe = new HookProbe().install();

    @Test
    void shouldWeaveEveryMethodWithALoopOfTheClassesThatAPatternNames() throws Throwable {
        WovenHost host = new WovenHost("loop Family$*#*");

        assertThat(host.call("Family$Overriding", "poll", 3)).isEqualTo(0);
        assertThat(WovenHost.call(host.load("Family$Poller"), "count", 3)).isEqualTo(3);

        assertThat(host.status(0).woven())
                .containsExactlyInAnyOrder(
                        FAMILY + "Overriding#poll",
                        FAMILY + "Overriding#loops",
                        FAMILY + "Base#poll",
                        FAMILY + "Base#run",
                        FAMILY + "Poller#spin",
                        FAMILY + "Poller#count");
        assertThat(host.status(0).loops()).isEqualTo(6);
        assertThat(host.status(0).leftAlone()).isEmpty();
        assertThat(probe.beats()).isEqualTo(8);
    }

    @Test
    void shouldWeaveATypeAndAllItsSubtypes() throws Throwable {
        WovenHost host = new WovenHost("loop Family$Poller+#poll");

        host.call("Family$Overriding", "poll", 3);
        host.load("Family$Point");
        host.load("Family$Waiting");

        assertThat(host.status(0).woven()).containsExactlyInAnyOrder(FAMILY + "Overriding#poll", FAMILY + "Base#poll");
        assertThat(host.status(0).leftAlone()).isEmpty();
    }

    @Test
    void shouldKnowSubtypesOfTypesOfTheJdk() throws Throwable {
        WovenHost host = new WovenHost("loop java.lang.Record+#poll", "loop java.lang.constant.Constable+#first");

        assertThat(WovenHost.call(host.load("Family$Kind"), "first", 2)).isEqualTo(4);
        host.load("Family$Point");
        host.load("Family$Child");

        assertThat(host.status(0).woven()).containsExactly(FAMILY + "Point#poll");
        assertThat(host.status(1).leftAlone()).containsExactly(FAMILY + "Kind#first has no loop");
    }

    @Test
    void shouldWeaveClassesAndMethodsThatCarryAnAnnotation() throws Throwable {
        WovenHost host = new WovenHost("loop @Family$Poll#poll", "loop **#@dev.pollwatch.weave.host.Family$Poll");

        host.load("Family$Point");
        assertThat(host.call("Family$Overriding", "marked", 3)).isEqualTo(3);

        assertThat(host.status(0).woven()).containsExactly(FAMILY + "Point#poll");
        assertThat(host.status(1).woven()).containsExactly(FAMILY + "Overriding#loops");
        assertThat(host.status(1).leftAlone()).isEmpty();
        assertThat(probe.enters).isEqualTo(1);
    }

    @Test
    void shouldNotTakeTheUseOfAnAnnotationForCarryingIt() throws Throwable {
        WovenHost host = new WovenHost("loop @Family$Poll#*", "loop Family$Overriding#@" + FAMILY + "Marked");

        host.load("Family$Overriding");

        assertThat(host.status(0).unmatched()).isTrue();
        assertThat(host.status(1).unmatched()).isTrue();
    }

    @Test
    void shouldWeaveMethodsByAPatternOfTheirNames() throws Throwable {
        WovenHost host = new WovenHost("loop Helpers#*Here", "loop Helpers#inside(I)I");

        assertThat(host.call("Helpers", "viaHelper", 3)).isEqualTo(3);

        assertThat(host.status(0).woven()).containsExactly(WovenHost.HOSTS + "Helpers#onlyHere");
        assertThat(host.status(1).woven()).containsExactly(WovenHost.HOSTS + "Helpers#inside");
    }

    @Test
    void shouldLetTheRuleGivenFirstDecideWhateverItsForm() throws Throwable {
        WovenHost host = new WovenHost(
                "loop Family$*#poll;dead-after=1s",
                "loop Family$Overriding#poll;dead-after=2s",
                "loop @Family$Poll#poll");

        host.load("Family$Overriding");
        host.load("Family$Point");

        assertThat(host.loops.get(FAMILY + "Overriding#poll").deadAfter()).hasMillis(1_000);
        assertThat(host.loops.get(FAMILY + "Point#poll").deadAfter()).hasMillis(1_000);
        assertThat(host.status(1).woven()).containsExactly(FAMILY + "Overriding#poll");
        assertThat(host.status(2).woven()).containsExactly(FAMILY + "Point#poll");
    }

    @Test
    void shouldNeverWeaveWhatARuleExcludes() throws Throwable {
        WovenHost host = new WovenHost(
                "loop Family$*#*",
                "loop Family$Base#run",
                "exclude Family$Base#run",
                "exclude **#@" + FAMILY + "Poll",
                "exclude Family$*#poll(J)V");

        host.load("Family$Overriding");

        assertThat(host.status(0).woven())
                .containsExactlyInAnyOrder(
                        FAMILY + "Overriding#poll",
                        FAMILY + "Base#poll",
                        FAMILY + "Poller#spin",
                        FAMILY + "Poller#count");
        assertThat(host.status(0).leftAlone()).contains(FAMILY + "Base#run is excluded by " + FAMILY + "Base#run");
        assertThat(host.status(1).leftAlone())
                .containsExactly(FAMILY + "Base#run is excluded by " + FAMILY + "Base#run");
        assertThat(host.status(2).leftAlone()).containsExactly(FAMILY + "Base#run is excluded by this rule");
        assertThat(host.status(3).leftAlone())
                .containsExactlyInAnyOrder(
                        FAMILY + "Overriding#marked is excluded by this rule",
                        FAMILY + "Overriding#loops is excluded by this rule");
        assertThat(host.status(4).unmatched()).isTrue();
    }

    @Test
    void shouldSayThatAPatternOfMethodsFoundNone() throws Throwable {
        WovenHost host = new WovenHost("loop Family$Waiting#*", "sleep Family$Idle#*");

        host.load("Family$Waiting");

        assertThat(host.status(0).leftAlone()).containsExactly(FAMILY + "Waiting#* names no method with a loop");
        assertThat(host.status(1).leftAlone()).containsExactly(FAMILY + "Idle#* names no method with code");
    }

    @Test
    void shouldPassOverHiddenClassesAndLambdas() throws Exception {
        WovenHost host = new WovenHost("loop **#*");
        byte[] family = WovenHost.classFile(FAMILY + "Point", getClass().getClassLoader());

        assertThat(host.transformer.transform(host, "dev/acme/X$$Lambda+0x123", null, null, family))
                .isNull();
        assertThat(host.transformer.transform(host, "dev/acme/X$$Lambda/0x123", null, null, family))
                .isNull();
        assertThat(host.transformer.transform(host, null, null, null, family)).isNull();
        assertThat(host.transformer.transform(null, "java/util/X", null, null, family))
                .isNull();

        assertThat(host.status(0).unmatched()).isTrue();
    }
}
