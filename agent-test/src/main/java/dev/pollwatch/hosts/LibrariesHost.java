package dev.pollwatch.hosts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings Byte Buddy, SLF4J, Logback and Micrometer of its own, older than the agent's, and uses all of them from a poll loop. */
public final class LibrariesHost {

    private static final Logger LOG = LoggerFactory.getLogger(LibrariesHost.class);
    private static final int ITERATIONS = 100;

    private LibrariesHost() {}

    /**
     * Runs and ends.
     *
     * @param args {@code stay} to say so and end with its input only
     * @throws Exception when one of the libraries does not work
     */
    public static void main(String[] args) throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Metrics.addRegistry(registry);
        Thread thread = new Thread(LibrariesHost::poll, "libraries-rx");
        thread.start();
        thread.join();
        LOG.info("logger: {}", LOG.getClass().getName());
        LOG.info("SLF4J: {}", LoggerFactory.class.getPackage().getImplementationVersion());
        LOG.info("made: {}", made());
        LOG.info("scraped:\n{}", registry.scrape());
        if (args.length > 0) {
            System.out.println("stays");
            System.in.read();
        }
    }

    private static void poll() {
        Counter counter = Metrics.counter("host.packets");
        for (int i = 0; i < ITERATIONS; i++) {
            counter.increment();
            LOG.debug("packet {}", i);
        }
    }

    private static Object made() throws ReflectiveOperationException {
        return new ByteBuddy(ClassFileVersion.JAVA_V8)
                .subclass(Object.class)
                .method(ElementMatchers.named("toString"))
                .intercept(FixedValue.value("by the host's Byte Buddy"))
                .make()
                .load(LibrariesHost.class.getClassLoader())
                .getLoaded()
                .getDeclaredConstructor()
                .newInstance();
    }
}
