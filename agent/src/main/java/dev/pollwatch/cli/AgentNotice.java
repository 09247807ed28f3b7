package dev.pollwatch.cli;

/**
 * What an agent tells those who attach.
 *
 * @param version its version, empty where there is no agent
 * @param http where its HTTP endpoint is; {@code off}; {@code later} before there is something to see; empty before it has said so
 * @param guarded whether that endpoint wants a password or encrypts
 */
record AgentNotice(String version, String http, boolean guarded) {

    boolean isThere() {
        return !version.isEmpty();
    }

    boolean isWaiting() {
        return http.isEmpty() || http.equals("later");
    }

    boolean hasHttp() {
        return !isWaiting() && !http.equals("off");
    }
}
