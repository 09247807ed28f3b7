package dev.pollwatch.config;

import org.jspecify.annotations.Nullable;

/**
 * What is to guard the HTTP endpoint: files, which nobody has looked at yet.
 *
 * @param user who may ask
 * @param passwordFile the file with the password; {@code null} for no password
 * @param tlsCert the file with the certificate chain, PEM; {@code null} for no TLS
 * @param tlsKey the file with its private key, PEM; {@code null} for no TLS
 */
public record HttpGuard(
        String user,
        @Nullable String passwordFile,
        @Nullable String tlsCert,
        @Nullable String tlsKey) {

    static final String DEFAULT_USER = "pollwatch";

    /** No password and no TLS. */
    public static final HttpGuard NONE = new HttpGuard(DEFAULT_USER, null, null, null);
}
