package dev.pollwatch.view.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Defines {@link MicrometerSink} where it sees a Micrometer of the host. A loader of its own below the host's: the host's loader gets no
 * class of ours. Nothing of the agent holds it, so it goes when the host's goes.
 */
final class SinkLoader extends ClassLoader {

    /** By name: the class of that name in the agent's own loader is not wanted here. */
    private static final String SINK = "dev.pollwatch.view.metrics.MicrometerSink";

    private SinkLoader(@Nullable ClassLoader micrometer) {
        super(micrometer);
    }

    /**
     * Makes a sink for the global registry of a Micrometer. Runs code of the host.
     *
     * @param metrics Micrometer's class {@code Metrics}
     * @return the sink; whoever keeps it keeps the Micrometer and its loader
     * @throws ReflectiveOperationException where the class's loader does not find the rest of Micrometer
     * @throws LinkageError where that Micrometer lacks what is called
     */
    static MeterSink sinkFor(Class<?> metrics) throws ReflectiveOperationException {
        try {
            return (MeterSink) new SinkLoader(metrics.getClassLoader())
                    .loadClass(SINK)
                    .getConstructor()
                    .newInstance();
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed;
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.equals(MeterSink.class.getName())) {
            return MeterSink.class;
        }
        if (name.equals(SINK)) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define() : loaded;
            }
        }
        return super.loadClass(name, resolve);
    }

    private Class<?> define() throws ClassNotFoundException {
        String file = SINK.replace('.', '/') + ".class";
        try (InputStream in = SinkLoader.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new ClassNotFoundException(SINK);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(SINK, bytes, 0, bytes.length, SinkLoader.class.getProtectionDomain());
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(SINK, unreadable);
        }
    }
}
