package dev.pollwatch.start;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Pollwatch's own version, as the build wrote it. */
final class Version {

    private static final String UNKNOWN = "unknown";

    private Version() {}

    static String own() {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                return UNKNOWN;
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", UNKNOWN);
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
    }
}
