package dev.pollwatch.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What it takes to be let in at a guarded HTTP endpoint. Has no text form, so that no message can have the password. */
final class HttpLogin {

    /** Nothing but what the JDK brings. */
    static final HttpLogin NONE = new HttpLogin(null, null);

    private final @Nullable String authorization;
    private final @Nullable SSLSocketFactory sockets;

    private HttpLogin(@Nullable String authorization, @Nullable SSLSocketFactory sockets) {
        this.authorization = authorization;
        this.sockets = sockets;
    }

    /**
     * Adds a user.
     *
     * @param user the name
     * @param password the password
     * @return both of this and that
     */
    HttpLogin as(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new HttpLogin("Basic " + Base64.getEncoder().encodeToString(both), sockets);
    }

    /**
     * Has certificates trusted in place of the JDK's.
     *
     * @param file PEM certificates
     * @return both of this and that
     * @throws UnreachableException when the file cannot be used
     */
    HttpLogin trusting(Path file) throws UnreachableException {
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("trusted-" + trusted.size(), certificate);
            }
            if (trusted.size() == 0) {
                throw unusable(file, "it holds no certificate");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return new HttpLogin(authorization, context.getSocketFactory());
        } catch (IOException | GeneralSecurityException failed) {
            throw unusable(file, failed.toString());
        }
    }

    boolean hasUser() {
        return authorization != null;
    }

    void applyTo(HttpURLConnection connection) {
        if (authorization != null) {
            connection.setRequestProperty("Authorization", authorization);
        }
        if (sockets != null && connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(sockets);
        }
    }

    private static UnreachableException unusable(Path file, String why) {
        return new UnreachableException(
                "The file " + file + " of --ca-file cannot be used (" + why + "); give one with certificates in PEM");
    }
}
