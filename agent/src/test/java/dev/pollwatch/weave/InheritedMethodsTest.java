package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InheritedMethodsTest {

    private static final String FAMILY = WovenHost.HOSTS + "Family$";

    private final HookProbe probe = new HookProbe().install();

    @Test
    void shouldWeaveAnInheritedMethodWhereItIsDeclared() throws Throwable {
        WovenHost host = new WovenHost("loop Family$Child#poll;dead-after=7s");

        assertThat(poll(host.load("Family$Child"), 3)).isEqualTo(3);

        assertThat(probe.beats()).isEqualTo(4);
        assertThat(host.loops.get(FAMILY + "Base#poll").deadAfter()).hasMillis(7_000);
        assertThat(host.status(0).woven()).containsExactly(FAMILY + "Base#poll, inherited by " + FAMILY + "Child");
        assertThat(host.status(0).leftAlone()).isEmpty();
    }

    private static Object poll(Class<?> type, int n) throws ReflectiveOperationException {
        return type.getMethod("poll", int.class).invoke(type.getConstructor().newInstance(), n);
    }

    @Test
    void shouldWeaveADefaultMethodInItsInterface() throws Throwable {
        WovenHost host = new WovenHost("loop Family$Child#spin");

        host.load("Family$Child");

        assertThat(host.status(0).woven()).containsExactly(FAMILY + "Poller#spin, inherited by " + FAMILY + "Child");
    }

    @Test
    void shouldTellWhereTheMethodIsWhenThatClassWasLoadedBefore() throws Throwable {
        WovenHost host = new WovenHost("loop Family$Child#poll");
        List<String> wanted = new ArrayList<>();
        host.load("Family$Base");
        host.transformer.onInheritedMethod(wanted::add);

        host.load("Family$Child");

        assertThat(wanted).containsExactly(FAMILY + "Base");
        assertThat(host.status(0).woven()).isEmpty();
        assertThat(host.status(0).leftAlone())
                .containsExactly(FAMILY + "Child#poll is inherited from " + FAMILY
                        + "Base, which was not seen since its rule came");

        byte[] base = WovenHost.classFile(FAMILY + "Base", host);
        assertThat(host.transformer.transform(
                        host, (FAMILY + "Base").replace('.', '/'), host.load("Family$Base"), null, base))
                .isNotNull();

        assertThat(host.status(0).woven()).hasSize(1);
        assertThat(host.status(0).leftAlone()).isEmpty();
    }

    @Test
    void shouldSayThatTheJdkIsNeverWoven() throws Throwable {
        WovenHost host = new WovenHost("loop Family$Worker#run", "sleep Family$Worker#join");

        host.load("Family$Worker");

        assertThat(host.status(0).leftAlone())
                .containsExactly(FAMILY
                        + "Worker#run is inherited from java.lang.Thread, a class of the JDK, which is never woven");
        assertThat(host.status(1).leftAlone()).isEmpty();
    }

    @Test
    void shouldNameTheFormForImplementationsWhereAMethodIsAbstract() throws Throwable {
        WovenHost host = new WovenHost("loop Family$Poller#poll", "loop Family$Kind#poll");

        host.load("Family$Base");
        host.load("Family$Kind");

        String remedy = "; to name the methods that implement it, write " + FAMILY + "Poller+#poll";
        assertThat(host.status(0).leftAlone()).containsExactly(FAMILY + "Poller#poll is abstract" + remedy);
        assertThat(host.status(1).leftAlone())
                .containsExactly(FAMILY + "Kind#poll is abstract in " + FAMILY + "Poller" + remedy);
    }

    @Test
    void shouldSayThatTheLoopIsInTheMethodOfTheSuperclass() throws Throwable {
        WovenHost host = new WovenHost("loop Family$Child#run");

        host.load("Family$Child");

        assertThat(host.status(0).leftAlone())
                .containsExactly(FAMILY + "Child#run has no loop; it calls super.run(), so if the loop is there, name "
                        + FAMILY + "Middle#run");
    }

    @Test
    void shouldNotCarryAnExclusionToOtherClasses() throws Throwable {
        WovenHost host = new WovenHost("loop Family$Base#poll", "exclude Family$Child#poll");

        host.load("Family$Child");

        assertThat(host.status(0).woven()).containsExactly(FAMILY + "Base#poll");
        assertThat(host.status(1).unmatched()).isTrue();
    }
}
