package dev.pollwatch.frameworks;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A framework in one version, and the program that shows it at work.
 *
 * @param name what it is called in the table
 * @param version its version
 * @param artifacts what its class path is resolved from, each {@code group:artifact:version}, a classifier may follow
 * @param host the program's main class, in {@code src/frameworks}
 * @param args the program's arguments
 * @param jvmArgs what the framework's own documentation wants of the JVM
 * @param loop the loop on whose thread the program's handler runs, as the agent names it
 * @param block for how long the handler blocks
 * @param busy whether its threads spin when there is nothing to do
 */
record Framework(
        String name,
        String version,
        List<String> artifacts,
        String host,
        List<String> args,
        List<String> jvmArgs,
        Pattern loop,
        Duration block,
        boolean busy) {

    private static final Duration BLOCK = Duration.ofSeconds(5);

    static Framework of(String name, String version, String host, String loop, String... artifacts) {
        List<String> versioned = List.of(artifacts).stream()
                .map(artifact -> artifact.replace("VERSION", version))
                .toList();
        return new Framework(
                name,
                version,
                versioned,
                "com.example.hello." + host,
                List.of(),
                List.of(),
                Pattern.compile(loop),
                BLOCK,
                false);
    }

    Framework args(String... more) {
        return new Framework(name, version, artifacts, host, List.of(more), jvmArgs, loop, block, busy);
    }

    Framework jvm(String... more) {
        return new Framework(name, version, artifacts, host, args, List.of(more), loop, block, busy);
    }

    Framework spinning() {
        return new Framework(name, version, artifacts, host, args, jvmArgs, loop, block, true);
    }

    /** One whose handler must block for longer before it is called DEAD. */
    Framework blocking(Duration time) {
        return new Framework(name, version, artifacts, host, args, jvmArgs, loop, time, busy);
    }

    /** Whether a trial of it takes so much longer than others that it should not hold them up. */
    boolean isSlow() {
        return block.compareTo(BLOCK) > 0;
    }

    /** Its name and version as a file name. */
    String slug() {
        return (name + "-" + version).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
