package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.weave.host.LoopShapes;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** Which loaded classes are woven and in what portions; the JVM is played, so that it can refuse a class. */
class RetransformerTest {

    private static final String SHAPES = LoopShapes.class.getName();
    private static final int LOADERS = 40;

    private final WeavingTransformer transformer =
            new WeavingTransformer(NOPLogger.NOP_LOGGER, (name, policy) -> 1, TestHooks.INTERNAL_NAME);
    private final List<Class<?>> loaded = new ArrayList<>();
    private final List<List<Class<?>>> batches = new ArrayList<>();
    private final Set<Class<?>> bad = new HashSet<>();
    private final Set<Class<?>> unmodifiable = new HashSet<>();
    private List<Class<?>> loadedMeanwhile = List.of();

    private final Instrumentation jvm = (Instrumentation) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Instrumentation.class}, (InvocationHandler)
                    (proxy, method, args) -> switch (method.getName()) {
                        case "getAllLoadedClasses" -> loaded.toArray(new Class<?>[0]);
                        case "isModifiableClass" -> !unmodifiable.contains(args[0]);
                        case "retransformClasses" -> retransform(List.of((Class<?>[]) args[0]));
                        default -> throw new UnsupportedOperationException(method.getName());
                    });

    private Object retransform(List<Class<?>> batch) throws Exception {
        batches.add(batch);
        for (Class<?> each : batch) {
            String name = each.getName().replace('.', '/');
            byte[] bytes = WovenHost.classFile(each.getName(), each.getClassLoader());
            assertThat(transformer.transform(each.getClassLoader(), name, each, null, bytes))
                    .isNotNull();
        }
        loaded.addAll(loadedMeanwhile);
        loadedMeanwhile = List.of();
        if (batch.stream().anyMatch(bad::contains)) {
            throw new VerifyError("played");
        }
        return null;
    }

    @BeforeEach
    void loadTheSameClassByManyLoaders() throws Exception {
        loaded.addAll(List.of(String.class, int[].class, int.class, Thread.class, getClass()));
        for (int i = 0; i < LOADERS; i++) {
            loaded.add(oneMore());
        }
    }

    private static Class<?> oneMore() throws ClassNotFoundException {
        URL here = LoopShapes.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {here}, ClassLoader.getPlatformClassLoader()).loadClass(SHAPES);
    }

    private Retransformer.Done weave(String... rules) throws BadRuleException {
        List<Rule> parsed = new ArrayList<>();
        for (String rule : rules) {
            parsed.add(RuleParser.parse("loop", rule, "test"));
        }
        transformer.addRules(parsed);
        return new Retransformer(jvm, transformer).weave(parsed);
    }

    @Test
    void shouldTouchNoClassThatNoRuleNames() throws Exception {
        assertThat(weave("com.acme.Rx#poll").classes()).isEmpty();
        assertThat(batches).isEmpty();
    }

    @Test
    void shouldWeaveInSmallBatchesAndEachClassOnce() throws Exception {
        assertThat(weave(SHAPES + "#forEver").classes()).containsExactly(SHAPES);

        assertThat(batches).hasSizeGreaterThan(1).allMatch(batch -> batch.size() <= 16);
        assertThat(batches.stream().flatMap(List::stream)).hasSize(LOADERS).doesNotHaveDuplicates();
        assertThat(transformer.statuses().get(0).woven()).containsExactly(SHAPES + "#forEver");
        assertThat(transformer.wovenLoops()).isEqualTo(1);
    }

    @Test
    void shouldWeaveTheOthersOneByOneWhereOneClassIsRefused() throws Exception {
        bad.add(loaded.get(loaded.size() - 1));

        weave(SHAPES + "#forEver");

        assertThat(batches).filteredOn(batch -> batch.size() == 1).hasSizeGreaterThan(1);
        assertThat(transformer.statuses().get(0).leftAlone())
                .singleElement()
                .asString()
                .contains("was refused by the JVM: java.lang.VerifyError: played");
    }

    @Test
    void shouldNotCountAsWovenWhatTheJvmRefused() throws Exception {
        loaded.removeIf(each -> each.getName().equals(SHAPES));
        loaded.add(oneMore());
        bad.addAll(loaded);

        assertThat(weave(SHAPES + "#forEver").classes()).isEmpty();

        assertThat(transformer.wovenLoops()).isZero();
        assertThat(transformer.statuses().get(0).woven()).isEmpty();
    }

    @Test
    void shouldLeaveAloneWhatTheJvmLetsNobodyChange() throws Exception {
        unmodifiable.addAll(loaded);

        weave(SHAPES + "#forEver");

        assertThat(batches).isEmpty();
        assertThat(transformer.statuses().get(0).leftAlone())
                .containsExactly(SHAPES + "#forEver is in a class that the JVM lets nobody change");
    }

    @Test
    void shouldSayOfAClassOfTheJdkThatItIsNeverWoven() throws Exception {
        weave("java.lang.Thread#run");

        assertThat(batches).isEmpty();
        assertThat(transformer.statuses().get(0).leftAlone())
                .containsExactly("java.lang.Thread#run is in a class of the JDK, which is never woven");
    }

    @Test
    void shouldFindClassesThatCameWhileItWove() throws Exception {
        Class<?> late = oneMore();
        loadedMeanwhile = List.of(late);

        weave(SHAPES + "#forEver");

        assertThat(batches.get(batches.size() - 1)).containsExactly(late);
    }

    @Test
    void shouldChangeNothingInTheStatusWhenItIsDoneAgain() throws Exception {
        weave(SHAPES + "#forEver");
        Object before = transformer.statuses();
        new Retransformer(jvm, transformer).weave(SHAPES);

        assertThat(transformer.statuses()).isEqualTo(before);
        assertThat(transformer.wovenLoops()).isEqualTo(1);
    }
}
