package dev.pollwatch.trial;

import dev.pollwatch.e2e.harness.Host;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A disturbance that the threads of one host go through as often as is asked for, one time after the other.
 *
 * @param name what it is
 * @param flags of the host's JVM
 * @param preparation what is done before
 * @param once does it once, and says what shows that it was done
 */
record InOneHost(String name, List<String> flags, Consumer<WellThreads> preparation, Function<WellThreads, String> once)
        implements Disturbance {

    @Override
    public List<Endurance> run(Setting setting, int times, boolean abridged) {
        Host host = Host.on(setting.jdk()).jvm(flags.toArray(String[]::new));
        try (WellThreads threads = WellThreads.start(setting, abridged, host)) {
            preparation.accept(threads);
            return threads.endure(name, times, i -> once.apply(threads));
        }
    }
}
