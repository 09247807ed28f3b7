package dev.pollwatch.view.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What guards the endpoint at present: the user's files, as they were when they could last be used. Until they could once, it lets
 * nobody in.
 */
final class Guard {

    private static final String PASSWORD = "http-password-file";
    private static final byte[] NOTHING = {};

    private final Protection wanted;
    private final Logger log;
    private byte[] password = NOTHING;
    private byte[] certificates = NOTHING;
    private byte[] key = NOTHING;
    private String complaint = "";
    private boolean complained;
    private volatile @Nullable Credentials credentials;
    private volatile @Nullable TlsIdentity identity;

    Guard(Protection wanted, Logger log) {
        this.wanted = wanted;
        this.log = log;
    }

    /** What the user wants. */
    Protection wanted() {
        return wanted;
    }

    /** Whether all that the user wants is there; if not, the endpoint must stay closed. */
    boolean isReady() {
        return (!wanted.hasPassword() || credentials != null) && (!wanted.hasTls() || identity != null);
    }

    /** For connections to be; {@code null} where they are not encrypted. */
    @Nullable
    SSLContext tls() {
        TlsIdentity present = identity;
        return present == null ? null : present.context();
    }

    /** What somebody may see who sends these headers. */
    Access access(HttpRequest request) {
        if (!wanted.hasPassword()) {
            return Access.FULL;
        }
        Iterator<Header> headers = request.headerIterator("Authorization");
        if (!headers.hasNext()) {
            return Access.STATUS_ONLY;
        }
        Credentials present = credentials;
        String given = headers.next().getValue();
        boolean right = present != null && given != null && !headers.hasNext() && present.areIn(given);
        return right ? Access.FULL : Access.NONE;
    }

    /**
     * Reads the files, and takes what has changed. What cannot be used is one warning, and what was there before stays. A pair of files
     * may be read while it is being replaced, so once there was something a warning waits for a second look.
     */
    synchronized void read() {
        try {
            readPassword();
            readIdentity();
            complaint = "";
            complained = false;
        } catch (BadFileException bad) {
            String now = String.valueOf(bad.getMessage());
            boolean again = now.equals(complaint);
            if (!again) {
                complained = false;
            }
            if (!complained && (again || !isReady())) {
                complained = true;
                log.warn(
                        "HTTP: {}. {} It is looked at again every 5 s.",
                        now,
                        isReady()
                                ? "What was there before stays in force."
                                : "The HTTP endpoint stays closed until then, everything else goes on.");
            }
            complaint = now;
        }
    }

    private void readPassword() throws BadFileException {
        Path path = wanted.passwordFile();
        if (path == null) {
            return;
        }
        byte[] now = GuardFile.read(path, PASSWORD);
        if (credentials != null && Arrays.equals(now, password)) {
            return;
        }
        String text = new String(now, StandardCharsets.UTF_8);
        // An editor's or echo's line end, which nobody means.
        text = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (text.isBlank()) {
            throw GuardFile.bad(path, PASSWORD, "is empty; write the password into it");
        }
        if (text.indexOf('\n') >= 0) {
            throw GuardFile.bad(path, PASSWORD, "has several lines; write the password alone into it");
        }
        told(credentials != null, "password");
        credentials = new Credentials(wanted.user(), text);
        password = now;
    }

    private void readIdentity() throws BadFileException {
        Path certPath = wanted.certificates();
        Path keyPath = wanted.key();
        if (certPath == null || keyPath == null) {
            return;
        }
        byte[] cert = GuardFile.read(certPath, TlsIdentity.CERT);
        byte[] secret = GuardFile.read(keyPath, TlsIdentity.KEY);
        if (identity != null && Arrays.equals(cert, certificates) && Arrays.equals(secret, key)) {
            return;
        }
        TlsIdentity now = TlsIdentity.of(certPath, cert, keyPath, secret);
        told(identity != null, "certificate");
        if (now.until().isBefore(Instant.now())) {
            log.warn(
                    "HTTP: the certificate in {} has expired ({}), so clients will refuse it; put a new one there.",
                    certPath,
                    now.until());
        }
        identity = now;
        certificates = cert;
        key = secret;
    }

    private void told(boolean before, String what) {
        if (before) {
            log.info("HTTP: the {} has changed, and is used from now on", what);
        }
    }
}
