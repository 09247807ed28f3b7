package dev.pollwatch.view.http;

/**
 * Where to listen.
 *
 * @param host a name or address, IPv6 without brackets; empty when {@link #isOff() off}
 * @param port the port, 0 for a free one
 */
public record HttpAddress(String host, int port) {

    /** Nowhere. */
    public static final HttpAddress OFF = new HttpAddress("", -1);

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_PORT = 65_535;
    private static final String FORMS = "it is host:port, [v6]:port, port, or off";

    /** Where to listen when nobody said anything. */
    public static final HttpAddress DEFAULT = new HttpAddress(LOOPBACK, 9477);

    /**
     * Reads the option {@code http}.
     *
     * @param text {@code host:port}, {@code [v6]:port}, {@code port} (on loopback), or {@code off}
     * @return the address
     * @throws IllegalArgumentException when the text is none of these; the message is a sentence that says why
     */
    public static HttpAddress parse(String text) {
        String trimmed = text.strip();
        if (trimmed.equalsIgnoreCase("off")) {
            return OFF;
        }
        if (trimmed.startsWith("[")) {
            int end = trimmed.indexOf("]:");
            if (end < 2) {
                throw new IllegalArgumentException("\"" + text + "\" is no address to listen at: " + FORMS);
            }
            return new HttpAddress(trimmed.substring(1, end), port(text, trimmed.substring(end + 2)));
        }
        int colon = trimmed.indexOf(':');
        if (colon < 0) {
            return new HttpAddress(LOOPBACK, port(text, trimmed));
        }
        if (colon != trimmed.lastIndexOf(':')) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no address to listen at: an IPv6 address stands in brackets, [::1]:9477");
        }
        if (colon == 0) {
            throw new IllegalArgumentException("\"" + text + "\" names no host: " + FORMS);
        }
        return new HttpAddress(trimmed.substring(0, colon), port(text, trimmed.substring(colon + 1)));
    }

    /**
     * Whether there shall be no endpoint.
     *
     * @return {@code true} for {@code off}
     */
    public boolean isOff() {
        return port < 0;
    }

    /**
     * The address as one would type it.
     *
     * @return {@code host:port}, {@code [v6]:port} or {@code off}
     */
    @Override
    public String toString() {
        if (isOff()) {
            return "off";
        }
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static int port(String text, String digits) {
        if (!digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int port = Integer.parseInt(digits);
            if (port <= MAX_PORT) {
                return port;
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" has no port from 0 to " + MAX_PORT + ": " + FORMS);
    }
}
