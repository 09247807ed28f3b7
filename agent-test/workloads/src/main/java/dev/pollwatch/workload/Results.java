package dev.pollwatch.workload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Takes in what a workload brings forth, and boils it down to a hash. */
final class Results {

    private final MessageDigest digest;
    private long count;

    Results() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void add(Object result) {
        add((result + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void add(byte[] result) {
        digest.update(result);
        count++;
    }

    /** How many results there were. */
    long count() {
        return count;
    }

    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
