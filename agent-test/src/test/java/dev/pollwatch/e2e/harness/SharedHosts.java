package dev.pollwatch.e2e.harness;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One {@link WatchedHost} for each JDK, started when first asked for and shared by all tests of a class. */
public final class SharedHosts implements AfterAllCallback {

    private final String options;
    private final Map<Jdk, WatchedHost> hosts = new HashMap<>();

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
        return hosts.computeIfAbsent(jdk, absent -> WatchedHost.start(jdk, options));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        hosts.values().forEach(WatchedHost::close);
    }
}
