package dev.pollwatch.e2e.harness;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One {@link WatchedHost} for each JDK, started when first asked for and shared by all tests of a class. */
public final class SharedHosts implements AfterAllCallback {

    private final String options;
    private final Map<Jdk, WatchedHost> hosts = new HashMap<>();
    private final Set<Jdk> failed = new HashSet<>();

    /**
     * Makes the hosts to be.
     *
     * @param options further options of their agents, empty for none
     */
    public SharedHosts(String options) {
        this.options = options;
    }

    /**
     * The host on a JDK.
     *
     * @param jdk the JDK
     * @return the running host
     */
    public WatchedHost on(Jdk jdk) {
        if (failed.contains(jdk)) {
            throw new IllegalStateException("the host on " + jdk + " did not start, see the first test");
        }
        try {
            return hosts.computeIfAbsent(jdk, absent -> WatchedHost.start(jdk, options));
        } catch (RuntimeException | Error e) {
            failed.add(jdk);
            throw e;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        hosts.values().forEach(WatchedHost::close);
    }
}
