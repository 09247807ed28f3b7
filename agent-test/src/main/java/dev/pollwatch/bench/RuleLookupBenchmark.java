package dev.pollwatch.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What each form of rule costs a class that it does not name: the time that the packaged agent's transformer takes to say so, over the
 * classes of a jar in turn. Loading a class takes some hundred microseconds beside it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RuleLookupBenchmark {

    private static final String AGENT = "pollwatch.bench.agent";
    private static final String CLASSES = "pollwatch.bench.classes";

    /** The rule; with a number and a cross before it, as many different ones. */
    @Param({
        "com.acme.Rx#poll",
        "com.acme.**#run",
        "**.*PollLoop#run",
        "10 × com.acme.**#run",
        "10 × **.*PollLoop#run",
        "com.acme.Poller+#pollOnce",
        "com.acme.Poller+#*",
        "@com.acme.Poll#run",
        "**#@com.acme.Poll"
    })
    public String rules;

    private final List<String> names = new ArrayList<>();
    private final List<byte[]> files = new ArrayList<>();
    private URLClassLoader agent;
    private URLClassLoader host;
    private ClassFileTransformer transformer;
    private int next;

    /**
     * Reads the classes and makes a transformer with the rules, as the agent does.
     *
     * @throws Exception when there is no such jar, or its classes have other names
     */
    @Setup(Level.Trial)
    public void prepare() throws Exception {
        Path classes = Path.of(System.getProperty(CLASSES));
        host = new URLClassLoader(new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        try (JarFile jar = new JarFile(classes.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                read(jar, entries.nextElement());
            }
        }
        URL inst = URI.create("jar:" + Path.of(System.getProperty(AGENT)).toUri() + "!/inst/")
                .toURL();
        agent = new URLClassLoader(new URL[] {inst}, ClassLoader.getPlatformClassLoader());
        transformer = transformer();
    }

    private void read(JarFile jar, JarEntry entry) throws IOException {
        String name = entry.getName();
        if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
            try (InputStream in = jar.getInputStream(entry)) {
                names.add(name.substring(0, name.length() - ".class".length()));
                files.add(in.readAllBytes());
            }
        }
    }

    /** The agent's classes are seen by its own loader only, so by their names. */
    private ClassFileTransformer transformer() throws ReflectiveOperationException {
        String room = "dev.pollwatch.weave.";
        Class<?> loggerType = agent.loadClass("org.slf4j.Logger");
        Class<?> registryType = agent.loadClass(room + "LoopRegistry");
        Object logger = agent.loadClass("org.slf4j.helpers.NOPLogger")
                .getField("NOP_LOGGER")
                .get(null);
        Object registry = Proxy.newProxyInstance(agent, new Class<?>[] {registryType}, (proxy, method, args) -> 0);
        Object made = agent.loadClass(room + "WeavingTransformer")
                .getConstructor(loggerType, registryType)
                .newInstance(logger, registry);
        List<Object> parsed = new ArrayList<>();
        String[] timesAndText = rules.split(" × ");
        int times = timesAndText.length == 1 ? 1 : Integer.parseInt(timesAndText[0]);
        for (int i = 0; i < times; i++) {
            // Different ones, since the same rule is not added twice.
            String text = timesAndText[timesAndText.length - 1]
                    .replace("acme", i == 0 ? "acme" : "acme" + i)
                    .replace("PollLoop", i == 0 ? "PollLoop" : "PollLoop" + i);
            parsed.add(agent.loadClass(room + "RuleParser")
                    .getMethod("parse", String.class, String.class, String.class)
                    .invoke(null, "loop", text, "benchmark"));
        }
        made.getClass().getMethod("addRules", List.class).invoke(made, parsed);
        return (ClassFileTransformer) made;
    }

    /**
     * Asks about the next class.
     *
     * @return nothing, since no rule names it
     * @throws Exception never
     */
    @Benchmark
    public byte[] ask() throws Exception {
        next = next + 1 == files.size() ? 0 : next + 1;
        return transformer.transform(host, names.get(next), null, null, files.get(next));
    }

    /**
     * Closes the loaders.
     *
     * @throws IOException when they do not close
     */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        agent.close();
        host.close();
    }

    /**
     * Runs the benchmark.
     *
     * @param args the agent's jar, and a jar with some thousand classes
     * @throws RunnerException when JMH fails
     */
    public static void main(String[] args) throws RunnerException {
        if (args.length != 2) {
            System.err.println("usage: RuleLookupBenchmark <pollwatch-agent.jar> <classes.jar>");
            System.exit(2);
        }
        new Runner(new OptionsBuilder()
                        .include(RuleLookupBenchmark.class.getName())
                        .jvmArgsAppend(
                                "-D" + AGENT + "=" + Path.of(args[0]).toAbsolutePath(),
                                "-D" + CLASSES + "=" + Path.of(args[1]).toAbsolutePath())
                        .build())
                .run();
    }
}
