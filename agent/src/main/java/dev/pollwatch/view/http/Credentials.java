package dev.pollwatch.view.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** The one user and password of basic authentication. Has no text form, so that no log can have it. */
final class Credentials {

    private static final String SCHEME = "Basic ";

    private final byte[] wanted;

    /** Makes them of the password as it is in the file. */
    Credentials(String user, String password) {
        this.wanted = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Compares, in a time that does not depend on how much is right.
     *
     * @param authorization the header
     * @return whether it names this user and password
     */
    boolean areIn(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        try {
            byte[] given = Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip());
            return MessageDigest.isEqual(given, wanted);
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }
}
