package dev.pollwatch.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes one {@link Settings} of all sources. The stronger source wins, and a list is replaced whole: agent arguments, then
 * system properties {@code pollwatch.<key>}, then environment variables {@code POLLWATCH_<KEY>}, then the YAML file, then the default.
 * A bad value gives the default and not the next weaker source's, so that what is in force can be told from the message alone.
 */
public final class SettingsLoader {

    private static final String DEFAULT_HTTP = "127.0.0.1:9477";
    private static final int DEFAULT_MAX_THREADS = 4096;
    private static final int MOST_THREADS = 1_000_000;
    private static final Duration ONE_MILLI = Duration.ofMillis(1);
    private static final Duration ONE_HOUR = Duration.ofHours(1);
    private static final Duration ONE_DAY = Duration.ofHours(24);
    private static final Duration ONE_YEAR = Duration.ofHours(8760);

    private SettingsLoader() {}

    /**
     * Reads the options. Reads no file but the one that {@code config} names, and never throws for what a user wrote.
     *
     * @param agentArgs what stands behind {@code -javaagent:jar=}, {@code null} for nothing
     * @param systemProperties the system properties, or a copy of them
     * @param environment the environment variables
     * @return the settings and the complaints
     */
    public static Loaded load(
            @Nullable String agentArgs, Properties systemProperties, Map<String, String> environment) {
        Complaints complaints = new Complaints();
        Map<Option, Given> given = new EnumMap<>(Option.class);
        addMissing(given, AgentArguments.parse(agentArgs, complaints));
        addMissing(given, fromSystemProperties(systemProperties, complaints));
        addMissing(given, fromEnvironment(environment, complaints));
        Given config = given.get(Option.CONFIG);
        if (config != null && !config.text().isEmpty()) {
            addMissing(given, ConfigFile.read(config.text(), complaints));
        }
        Settings settings = settings(new Values(given, complaints), complaints);
        return new Loaded(settings, complaints.toList(), keysButRules(given));
    }

    private static List<String> keysButRules(Map<Option, Given> given) {
        List<String> keys = new ArrayList<>();
        for (Option option : given.keySet()) {
            if (!option.isRule()) {
                keys.add(option.key());
            }
        }
        return keys;
    }

    private static void addMissing(Map<Option, Given> given, Map<Option, Given> weaker) {
        for (Map.Entry<Option, Given> entry : weaker.entrySet()) {
            given.putIfAbsent(entry.getKey(), entry.getValue());
        }
    }

    private static Map<Option, Given> fromSystemProperties(Properties properties, Complaints complaints) {
        Map<Option, Given> given = new EnumMap<>(Option.class);
        for (String name : namesWithPrefix(properties.stringPropertyNames(), Option.PROPERTY_PREFIX)) {
            String key = name.substring(Option.PROPERTY_PREFIX.length());
            Option option = Option.byKey(key);
            if (option == null) {
                complaints.unknownKey(key, "system property ".concat(Complaints.plain(name)));
            } else {
                String value = properties.getProperty(name, "");
                given.put(option, Given.of(option, value, "system property ".concat(name)));
            }
        }
        return given;
    }

    private static Map<Option, Given> fromEnvironment(Map<String, String> environment, Complaints complaints) {
        Map<Option, Given> given = new EnumMap<>(Option.class);
        for (String name : namesWithPrefix(environment.keySet(), Option.ENVIRONMENT_PREFIX)) {
            Option option = Option.byEnvironmentSuffix(name.substring(Option.ENVIRONMENT_PREFIX.length()));
            String value = environment.getOrDefault(name, "");
            if (option == null && Option.seemsGuard(name.substring(Option.ENVIRONMENT_PREFIX.length()))) {
                complaints.badGuard("environment variable " + Complaints.quote(name)
                        + " is no option of Pollwatch; known are POLLWATCH_HTTP_USER, POLLWATCH_HTTP_PASSWORD_FILE,"
                        + " POLLWATCH_HTTP_TLS_CERT and POLLWATCH_HTTP_TLS_KEY");
            } else if (option == null) {
                complaints.debug("environment variable " + Complaints.quote(name) + " is no option of Pollwatch");
            } else if (value.isBlank()) {
                // What a container's template leaves of a variable that nobody set.
                complaints.debug("environment variable " + Complaints.quote(name) + " is empty and counts as not set");
            } else {
                given.put(option, Given.of(option, value, "environment variable ".concat(name)));
            }
        }
        return given;
    }

    /** In their natural order, so that complaints do not come in that of a hash. */
    private static Iterable<String> namesWithPrefix(Iterable<String> names, String prefix) {
        TreeSet<String> found = new TreeSet<>();
        for (String name : names) {
            if (name.startsWith(prefix)) {
                found.add(name);
            }
        }
        return found;
    }

    private static Settings settings(Values values, Complaints complaints) {
        Duration interval = values.duration(Option.INTERVAL, Duration.ofMillis(10), ONE_HOUR, "from 10ms to 1h");
        Duration deadAfter = values.duration(Option.DEAD_AFTER, ONE_MILLI, ONE_DAY, "from 1ms to 24h");
        Duration sleepLimit = values.duration(Option.SLEEP_LIMIT, ONE_MILLI, ONE_YEAR, "from 1ms to 8760h");
        Duration retention = values.duration(Option.RETENTION, Duration.ZERO, ONE_YEAR, "from 0s to 8760h");
        String http = values.http();
        HttpGuard guard = values.httpGuard();
        if (complaints.isGuardMistaken()) {
            http = "off";
        } else if (complaints.isFileIgnored() && http != null && !Values.isOnLoopback(http)) {
            complaints.badGuard("the config file may have been to guard http=" + http + ", which is not on loopback");
            http = "off";
        }
        Settings settings = new Settings(
                values.rules(),
                values.list(Option.EXCLUDE_THREAD, List.of()),
                values.list(Option.PRESET, List.of("auto")),
                interval != null ? interval : Duration.ofSeconds(1),
                deadAfter,
                sleepLimit,
                retention != null ? retention : Duration.ofMinutes(10),
                values.count(Option.MAX_THREADS, DEFAULT_MAX_THREADS, MOST_THREADS),
                values.text(Option.CONFIG),
                values.flag(Option.FAIL_FAST, false),
                http != null ? http : DEFAULT_HTTP,
                http != null,
                guard,
                values.flag(Option.JMX, true),
                values.flag(Option.BIND_HOST_METRICS, false),
                values.logLevel("info"),
                withProcessId(values.text(Option.LOG_FILE)),
                values.flag(Option.ENABLED, true));
        if (deadAfter != null && deadAfter.compareTo(settings.interval()) < 0) {
            complaints.warn("option \"dead-after\" (" + deadAfter.toMillis() + " ms) is less than \"interval\" ("
                    + settings.interval().toMillis() + " ms): a healthy thread may be called DEAD");
        }
        return settings;
    }

    private static @Nullable String withProcessId(@Nullable String file) {
        if (file == null || !file.contains("%p")) {
            return file;
        }
        return file.replace("%p", Long.toString(ProcessHandle.current().pid()));
    }
}
