package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pollwatch.weave.host.LoopShapes;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.slf4j.helpers.NOPLogger;

class WeavingTransformerTest {

    private static final String SHAPES = "dev/pollwatch/weave/host/LoopShapes";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final WeavingTransformer transformer =
            new WeavingTransformer(logger(), (name, policy) -> 1, TestHooks.INTERNAL_NAME);
    private final ClassLoader foreign = new ClassLoader(getClass().getClassLoader()) {};
    private byte[] shapes;

    @BeforeEach
    void readShapes() throws Exception {
        shapes = WovenHost.classFile(LoopShapes.class.getName(), foreign);
    }

    private Logger logger() {
        LoggerContext context = new LoggerContext();
        Logger logger = context.getLogger("test");
        logger.setLevel(Level.INFO);
        log.setContext(context);
        log.start();
        logger.addAppender(log);
        return logger;
    }

    private void rules(String... texts) throws BadRuleException {
        List<Rule> rules = new ArrayList<>();
        for (String text : texts) {
            rules.add(RuleParser.parse("loop", text, "agent argument"));
        }
        transformer.addRules(rules);
    }

    private byte[] transform(ClassLoader loader, byte[] bytes) {
        return transformer.transform(loader, SHAPES, null, null, bytes);
    }

    private List<String> logged() {
        return log.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    @Test
    void shouldPassOverAllOtherClasses() throws Exception {
        rules("com.acme.Rx#poll");

        assertThat(transform(foreign, shapes)).isNull();
        assertThat(transformer.transform(foreign, null, null, null, shapes)).isNull();
        assertThat(transformer.statuses().get(0).unmatched()).isTrue();
    }

    @Test
    void shouldTakeMoreRulesLaterAndNoRuleTwice() throws Exception {
        rules("com.acme.Rx#poll");
        rules("com.acme.Rx#poll", "dev.pollwatch.weave.host.LoopShapes#forEver");

        assertThat(transform(foreign, shapes)).isNotNull();
        assertThat(transformer.statuses()).hasSize(2);
        assertThat(transformer.statuses().get(1).woven())
                .containsExactly("dev.pollwatch.weave.host.LoopShapes#forEver");
        assertThat(transformer.statuses().get(1).loops()).isEqualTo(1);
        assertThat(logged()).isEmpty();
    }

    @Test
    void shouldCountALoopOnceHoweverOftenItsClassIsDefined() throws Exception {
        rules("dev.pollwatch.weave.host.LoopShapes#twoInSequence");

        transform(foreign, shapes);
        transform(new ClassLoader() {}, shapes);
        transformer.transform(foreign, SHAPES, LoopShapes.class, null, shapes);

        assertThat(transformer.wovenLoops()).isEqualTo(1);
        assertThat(transformer.statuses().get(0).woven()).hasSize(1);
        assertThat(transformer.statuses().get(0).loops()).isEqualTo(2);
    }

    @Test
    void shouldAddNoMember() throws Exception {
        rules("dev.pollwatch.weave.host.LoopShapes#nested", "dev.pollwatch.weave.host.LoopShapes#instance");

        byte[] woven = transform(foreign, shapes);

        assertThat(ClassOutline.of(woven)).isEqualTo(ClassOutline.of(shapes));
        assertThat(new ClassReader(woven).getAccess()).isEqualTo(new ClassReader(shapes).getAccess());
    }

    @Test
    void shouldChangeNothingButTheMethodsThatRulesName() throws Exception {
        rules("dev.pollwatch.weave.host.LoopShapes#nested");

        List<String> changed = ClassOutline.changedMethods(shapes, transform(foreign, shapes));

        assertThat(changed).containsExactly("nested(I)I");
    }

    @Test
    void shouldLoadTheClassAsItWasWhenItCannotBeRead() throws Exception {
        rules("dev.pollwatch.weave.host.LoopShapes#nested");

        assertThat(transform(foreign, new byte[] {1, 2, 3})).isNull();

        assertThat(logged())
                .singleElement()
                .asString()
                .startsWith("WARN Could not weave dev.pollwatch.weave.host.LoopShapes, which is loaded as it was: ");
        assertThat(transformer.statuses().get(0).leftAlone()).hasSize(1);
    }

    @Test
    void shouldLoadTheClassAsItWasWhenTheRegistryFails() throws Exception {
        WeavingTransformer failing = new WeavingTransformer(
                NOPLogger.NOP_LOGGER,
                (name, policy) -> {
                    throw new StackOverflowError();
                },
                TestHooks.INTERNAL_NAME);
        failing.addRules(List.of(RuleParser.parse("loop", "dev.pollwatch.weave.host.LoopShapes#nested", "test")));

        assertThat(failing.transform(foreign, SHAPES, null, null, shapes)).isNull();
        assertThat(failing.wovenLoops()).isZero();
    }

    @Test
    void shouldNeverWeaveTheJdkNorTheAgentItself() throws Exception {
        rules("dev.pollwatch.weave.host.LoopShapes#nested");

        assertThat(transform(null, shapes)).isNull();
        assertThat(transform(ClassLoader.getPlatformClassLoader(), shapes)).isNull();
        assertThat(transform(WeavingTransformer.class.getClassLoader(), shapes)).isNull();

        assertThat(logged())
                .containsExactly(
                        "WARN Left alone: dev.pollwatch.weave.host.LoopShapes#nested is in a class of the JDK, which is never woven",
                        "WARN Left alone: dev.pollwatch.weave.host.LoopShapes#nested is in a class of the agent");
    }

    @Test
    void shouldNotWeaveAClassThatTheWeavingItselfLoads() throws Exception {
        List<byte[]> inner = new ArrayList<>();
        ClassLoader loading = new ClassLoader(foreign) {
            @Override
            public InputStream getResourceAsStream(String name) {
                inner.add(transform(foreign, shapes));
                return super.getResourceAsStream(name);
            }
        };
        String sleeper = "dev/pollwatch/weave/host/SleepShapes";
        rules("dev.pollwatch.weave.host.LoopShapes#nested", "dev.pollwatch.weave.host.SleepShapes#caughtInside");

        byte[] outer = transformer.transform(
                loading, sleeper, null, null, WovenHost.classFile(sleeper.replace('/', '.'), foreign));

        assertThat(outer).isNotNull();
        assertThat(inner).isNotEmpty().containsOnlyNulls();
        assertThat(transform(foreign, shapes)).isNotNull();
    }

    @Test
    void shouldWeaveAClassWhoseLoaderFailsWhenAskedForResources() throws Exception {
        ClassLoader failing = new ClassLoader(foreign) {
            @Override
            public InputStream getResourceAsStream(String name) {
                throw new AssertionError("no resources");
            }
        };
        String sleeper = "dev/pollwatch/weave/host/SleepShapes";
        rules("dev.pollwatch.weave.host.SleepShapes#caughtInside");

        assertThat(transformer.transform(
                        failing, sleeper, null, null, WovenHost.classFile(sleeper.replace('/', '.'), foreign)))
                .isNotNull();
        assertThat(logged()).isEmpty();
    }

    @Test
    void shouldSayWhatTheClassDeclaresWhenARuleNamesNoMethodOfIt() throws Exception {
        rules(
                "dev.pollwatch.weave.host.LoopShapes#forEvr",
                "dev.pollwatch.weave.host.LoopShapes#whileLoop(J)V",
                "dev.pollwatch.weave.host.LoopShapes#nested");

        transform(foreign, shapes);

        assertThat(logged())
                .containsExactly(
                        "WARN The rule 'dev.pollwatch.weave.host.LoopShapes#forEvr' (agent argument) names no method that its class declares or inherits; the nearest that it declares is forEver",
                        "WARN The rule 'dev.pollwatch.weave.host.LoopShapes#whileLoop(J)V' (agent argument) names no method that its class declares or inherits; it declares whileLoop(I)I");
        assertThat(transformer.statuses().get(0).unmatched()).isTrue();
    }

    @Test
    void shouldTellOnceThatTheFirstLoopIsWoven() throws Exception {
        AtomicInteger told = new AtomicInteger();
        transformer.onFirstLoop(told::incrementAndGet);
        rules("dev.pollwatch.weave.host.LoopShapes#nested", "dev.pollwatch.weave.host.LoopShapes#forEver");

        assertThat(told).hasValue(0);
        transform(foreign, shapes);
        transform(foreign, shapes);
        assertThat(told).hasValue(1);
        transformer.onFirstLoop(told::incrementAndGet);
        assertThat(told).hasValue(2);
    }

    @Test
    void shouldWarmUpWithoutATrace() {
        transformer.warmUp();

        assertThat(logged()).isEmpty();
        assertThat(transformer.wovenLoops()).isZero();
    }
}
