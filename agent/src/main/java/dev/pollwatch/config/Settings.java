package dev.pollwatch.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All options, checked. Each is described in the documentation of options under its key.
 *
 * @param rules the rules of all kinds that the user gave; presets are not among them
 * @param excludeThreads globs of thread names that get no row
 * @param presets names of built-in rules, {@code auto} or {@code none}
 * @param interval the keepalive interval, 10 ms to 1 h
 * @param deadAfter no beat for this long is DEAD; {@code null} to follow the interval, see {@link #effectiveDeadAfter()}
 * @param sleepLimit SLEEP longer than this is DEAD; {@code null} for no limit
 * @param retention how long the row of an ended thread stays
 * @param maxThreads rows at most
 * @param config the YAML file; {@code null} when none was given
 * @param failFast whether a mistake in any option ends the host
 * @param http {@code host:port}, {@code [v6]:port}, {@code port} or {@code off}; checked for its form only
 * @param httpGiven whether the user gave it, so that no other port may be taken instead
 * @param httpGuard what is to guard the endpoint; where that is in doubt, {@code http} is {@code off}
 * @param jmx whether to register MBeans
 * @param bindHostMetrics whether to register the meters in the host's own Micrometer registry too
 * @param logLevel one of {@code off}, {@code error}, {@code warn}, {@code info}, {@code debug}, {@code trace}
 * @param logFile where to log, the process id filled in; {@code null} for standard error
 * @param enabled whether to do anything at all
 */
public record Settings(
        List<RuleText> rules,
        List<String> excludeThreads,
        List<String> presets,
        Duration interval,
        @Nullable Duration deadAfter,
        @Nullable Duration sleepLimit,
        Duration retention,
        int maxThreads,
        @Nullable String config,
        boolean failFast,
        String http,
        boolean httpGiven,
        HttpGuard httpGuard,
        boolean jmx,
        boolean bindHostMetrics,
        String logLevel,
        @Nullable String logFile,
        boolean enabled) {

    /** Copies the lists. */
    public Settings {
        rules = List.copyOf(rules);
        excludeThreads = List.copyOf(excludeThreads);
        presets = List.copyOf(presets);
    }

    /**
     * The time without a beat after which a thread is DEAD: as it was given, or twice the interval.
     *
     * @return {@code dead-after}
     */
    public Duration effectiveDeadAfter() {
        return deadAfter != null ? deadAfter : interval.multipliedBy(2);
    }

    /**
     * Whether the user named a poll loop, so that this JVM is known to be worth watching before any loop is woven.
     *
     * @return {@code true} when there is a {@code loop} or {@code call} rule
     */
    public boolean namesPollLoop() {
        for (RuleText rule : rules) {
            if (rule.kind().equals(Option.LOOP.key()) || rule.kind().equals(Option.CALL.key())) {
                return true;
            }
        }
        return false;
    }
}
