package dev.pollwatch.entry;

/** Whether this JVM is young enough. */
final class JavaVersion {

    private static final int OLDEST = 17;

    private JavaVersion() {}

    /** The sentence for a JVM that is too old, {@code null} for one that will do. */
    static String refusal(String specificationVersion) {
        return feature(specificationVersion) >= OLDEST
                ? null
                : "needs Java " + OLDEST + " or newer and does nothing in this JVM, which is Java "
                        + specificationVersion + " and runs on as without it";
    }

    /** The sentence for a command line that is run by too old a Java, {@code null} for one that will do. */
    static String tooOldForCommands(String specificationVersion) {
        return feature(specificationVersion) >= OLDEST
                ? null
                : "Pollwatch needs Java " + OLDEST + " or newer, and this is Java " + specificationVersion
                        + "; run the command with a newer one";
    }

    private static int feature(String specificationVersion) {
        try {
            String feature =
                    specificationVersion.startsWith("1.") ? specificationVersion.substring(2) : specificationVersion;
            return Integer.parseInt(feature);
        } catch (RuntimeException unheardOf) {
            return 0;
        }
    }
}
