package dev.pollwatch.view.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants to guard the endpoint.
 *
 * @param user who may ask
 * @param passwordFile the file with the password; {@code null} for no password
 * @param certificates the file with the certificate chain, PEM, the server's own first; {@code null} for no TLS
 * @param key the file with its private key, PEM; {@code null} for no TLS
 */
public record Protection(
        String user,
        @Nullable Path passwordFile,
        @Nullable Path certificates,
        @Nullable Path key) {

    /** Neither password nor TLS. */
    public static final Protection NONE = new Protection("", null, null, null);

    /**
     * Whether a password is asked for.
     *
     * @return {@code true} when there is a file for it
     */
    public boolean hasPassword() {
        return passwordFile != null;
    }

    /**
     * Whether connections are encrypted.
     *
     * @return {@code true} when there are files for it
     */
    public boolean hasTls() {
        return certificates != null && key != null;
    }

    /**
     * Whether there is either.
     *
     * @return {@code false} when everybody who reaches the endpoint may read it
     */
    public boolean isAny() {
        return hasPassword() || hasTls();
    }
}
