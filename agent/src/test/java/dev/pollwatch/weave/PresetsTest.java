package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which presets are on, and when their rules are there. */
class PresetsTest {

    private static final String NIO = "io/netty/channel/nio/NioEventLoop";

    private final List<String> mistakes = new ArrayList<>();
    private final AtomicInteger heralds = new AtomicInteger();

    @ParameterizedTest
    @MethodSource("names")
    void shouldUnderstandEveryLineOfEveryPreset(String name) {
        PresetFile file = PresetFile.of(name);

        for (Relocation relocation : file.relocations()) {
            Preset preset = file.read(relocation);

            assertThat(preset.rules()).allSatisfy(rule -> {
                assertThat(rule.classes()).isInstanceOf(ClassPattern.Exact.class);
                assertThat(rule.source()).isEqualTo("preset " + name);
            });
            assertThat(file.classes().isEmpty()).isEqualTo(preset.rules().isEmpty());
            assertThat(preset.rules().isEmpty() ? file.uses() : preset.packages())
                    .isNotEmpty();
            assertThat(file.heralds()).isNotEmpty();
        }
        assertThat(PresetFile.names()).containsAll(file.uses());
    }

    static List<String> names() {
        return PresetFile.names();
    }

    @Test
    void shouldHaveAllPresetsOnByDefault() {
        Presets auto = presets("auto");

        assertThat(auto.count()).isEqualTo(PresetFile.names().size());
        assertThat(auto.of(NIO)).isNotEmpty();
        assertThat(auto.of("org/apache/tomcat/util/threads/ThreadPoolExecutor")).isNotEmpty();
        assertThat(auto.askedAndUnseen()).isEmpty();
        assertThat(mistakes).isEmpty();
    }

    @Test
    void shouldHaveNoneWhereNoneIsWanted() {
        Presets none = presets("none");

        assertThat(none.count()).isZero();
        assertThat(none.classNames()).isEmpty();
        assertThat(mistakes).isEmpty();
    }

    @Test
    void shouldNameTheNearestPresetToOneThatThereIsNot() {
        Presets rest = presets("nety", "kafka");

        assertThat(mistakes)
                .containsExactly("option \"preset\": there is no preset \"nety\"; the nearest known one is \"netty\"");
        assertThat(rest.count()).isEqualTo(1);
    }

    @Test
    void shouldSayThatNoneAmongOtherNamesIsNotHeard() {
        assertThat(presets("none", "kafka").count()).isEqualTo(1);
        assertThat(mistakes).singleElement().asString().contains("give it alone");
    }

    @Test
    void shouldBringThePresetThatANamedOneStandsOn() {
        Presets vertx = presets("vertx");

        assertThat(vertx.count()).isEqualTo(2);
        assertThat(vertx.askedAndUnseen()).containsExactly("vertx");
        assertThat(vertx.of(NIO)).isNotEmpty();
        assertThat(vertx.askedAndUnseen()).isEmpty();
    }

    @Test
    void shouldGiveAllRulesOfAPresetAtTheFirstOfItsClasses() {
        List<Rule> rules = presets("disruptor").of("com/lmax/disruptor/BatchEventProcessor");

        assertThat(rules)
                .extracting(rule -> rule.kind() + " " + rule.text())
                .contains(
                        "LOOP com.lmax.disruptor.BatchEventProcessor#processEvents",
                        "LOOP com.lmax.disruptor.WorkProcessor#run",
                        "SLEEP com.lmax.disruptor.SequenceBarrier#waitFor(J)J");
    }

    @Test
    void shouldGiveTheSameRulesAgainAtTheNextOfItsClasses() {
        Presets netty = presets("netty");
        List<Rule> first = netty.of(NIO);
        List<Rule> second = netty.of("io/netty/channel/epoll/EpollEventLoop");

        assertThat(second).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).isSameAs(first.get(i));
        }
    }

    @Test
    void shouldFindARelocatedFrameworkUnderItsOtherNames() {
        Presets netty = presets("netty");

        assertThat(netty.of("io/grpc/netty/shaded/" + NIO))
                .extracting(Rule::text)
                .contains(
                        "io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoop#run",
                        "io.grpc.netty.shaded.io.netty.channel.kqueue.KQueueIoHandler"
                                + "#kqueueWait(Lio/grpc/netty/shaded/io/netty/channel/IoHandlerContext;Z)I");
        assertThat(netty.of("com/datastax/oss/driver/shaded/netty/channel/nio/NioEventLoop"))
                .extracting(Rule::text)
                .contains("com.datastax.oss.driver.shaded.netty.channel.nio.NioEventLoop#run");
        assertThat(netty.naming("io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoop"))
                .singleElement()
                .satisfies(preset -> {
                    assertThat(preset.packages()).containsExactly("io.grpc.netty.shaded.io.netty");
                    assertThat(preset.idleMethods())
                            .contains("io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoop#select");
                });
    }

    @Test
    void shouldHeraldTheLoopsOfAPresetAndGiveNoRuleForIt() {
        Presets netty = presets("vertx");

        assertThat(netty.of("io/vertx/core/Vertx")).isEmpty();
        assertThat(heralds).hasValue(1);
        assertThat(netty.of(NIO)).isNotEmpty();
        assertThat(heralds).hasValue(1);
    }

    @Test
    void shouldGiveEachLinesOnlyWhereThreadsMayBeInLoopsAlready() {
        assertThat(presets("netty").of(NIO)).extracting(Rule::kind).doesNotContain(RuleKind.EACH);
        assertThat(new Presets(List.of("netty"), true, mistakes).of(NIO))
                .extracting(Rule::kind)
                .contains(RuleKind.EACH);
    }

    private Presets presets(String... names) {
        Presets presets = new Presets(List.of(names), false, mistakes);
        presets.onHerald(heralds::incrementAndGet);
        return presets;
    }
}
