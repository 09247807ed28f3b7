package dev.pollwatch.cli;

import dev.pollwatch.view.Printable;
import dev.pollwatch.view.Whole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Asks the agent's HTTP endpoint, by {@code /health} and {@code /threads}. */
final class HttpSource implements StatusSource {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 15_000;
    private static final long WHOLE_ANSWER_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int LONGEST_ANSWER = 256 * 1024 * 1024;
    private static final int DOWN = 503;
    private static final int OK = 200;
    private static final int UNKNOWN_USER = 401;

    private final URI base;
    private final long pid;
    private final HttpLogin login;
    private volatile boolean gone;

    /**
     * Makes one.
     *
     * @param base where the endpoint is, ending in a slash
     * @param pid the process that must be behind it, 0 for any
     * @param login what it takes to be let in
     */
    HttpSource(URI base, long pid, HttpLogin login) {
        this.base = base;
        this.pid = pid;
        this.login = login;
    }

    @Override
    public HostStatus read(boolean brief) throws UnreachableException {
        try {
            Fields health = Fields.of(json("health"));
            if (health.has("status") && !health.has("deadThreads")) {
                throw unknownUser();
            }
            if (health.has("deadThreads") && !health.has("version")) {
                throw new UnreachableException("The agent at " + base
                        + " is of an older version than this command; use the command of the jar that it came from");
            }
            Whole whole = whole(health);
            if (pid > 0 && whole.pid() != pid) {
                throw new UnreachableException("At " + base + " the process " + whole.pid() + " answers and not " + pid
                        + ", which has a network of its own; run this command in its container");
            }
            return HostStatus.of(whole, base.toString(), Fields.listOf(json(brief ? "threads?brief" : "threads")));
        } catch (Fields.MissingException other) {
            throw noPollwatch("its answer lacks " + other.getMessage());
        }
    }

    @Override
    public String end() {
        return gone ? "Nobody answers at " + base + " any more: its JVM has ended, or has closed the endpoint" : "";
    }

    private static Whole whole(Fields health) throws Fields.MissingException {
        return new Whole(
                health.text("version"),
                health.number("pid"),
                health.number("startTime"),
                health.number("upMillis"),
                health.number("intervalMillis"),
                health.number("deadAfterMillis"),
                health.text("status").equals("PAUSED"),
                health.number("lastCheckAgeMillis"),
                health.number("hostPauseCount"),
                health.number("hostPauseMillis"),
                health.number("overflowCount"),
                health.texts("unmatchedRules"));
    }

    private Object json(String path) throws UnreachableException {
        byte[] answer = get(path);
        try {
            Object value = JsonValues.read(answer);
            if (value instanceof List<?> || value instanceof Map<?, ?>) {
                return value;
            }
        } catch (IOException | StackOverflowError noJson) {
            throw noPollwatch("its answer is no JSON");
        }
        throw noPollwatch("its answer is no object");
    }

    private byte[] get(String path) throws UnreachableException {
        try {
            URLConnection opened = open(base.resolve(path));
            if (!(opened instanceof HttpURLConnection connection)) {
                throw noPollwatch("it is no HTTP address");
            }
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Accept", "application/json");
            login.applyTo(connection);
            int status = connection.getResponseCode();
            gone = false;
            if (status != OK && !(status == DOWN && path.equals("health"))) {
                throw refusal(path, status);
            }
            try (InputStream in = status == OK ? connection.getInputStream() : connection.getErrorStream()) {
                return in == null ? new byte[0] : whole(in);
            }
        } catch (ConnectException refused) {
            gone = true;
            throw new SilentException(nobody(said(refused)), true);
        } catch (UnknownHostException unknown) {
            throw new UnreachableException(
                    "The host of " + base + " is unknown here; give another name or its address");
        } catch (SSLException refused) {
            throw insecure(refused);
        } catch (IOException failed) {
            throw new SilentException(
                    base + " does not answer as HTTP does, or not in time (" + said(failed)
                            + "); see that it is the address of a Pollwatch (which is https:// where it"
                            + " has http-tls-cert), and whether its JVM stands still",
                    false);
        }
    }

    private String nobody(String reason) {
        if (pid > 0) {
            return "Nobody listens at " + base + " (" + reason + "), which the agent in " + pid
                    + " gives: its JVM is just ending, or has a network of its own; then run this command in its container";
        }
        return "Nobody listens at " + base + " (" + reason
                + "); see that the address is the one that the agent's log gives, and that its JVM runs";
    }

    private UnreachableException refusal(String path, int status) {
        if (status == DOWN) {
            return new SilentException(base.resolve(path) + " has too much to do (status 503); try again", false);
        }
        if (status == UNKNOWN_USER) {
            return unknownUser();
        }
        return noPollwatch("it answers with the HTTP status " + status + " to /" + path);
    }

    private UnreachableException unknownUser() {
        if (login.hasUser()) {
            return new UnreachableException(
                    base + " does not take this user and password; they are http-user (pollwatch"
                            + " where it was not given) and what is in the file of http-password-file");
        }
        return new UnreachableException(base + " wants a user and a password; write " + base.getScheme() + "://user@"
                + base.getAuthority() + "/ and set " + LoginOptions.VARIABLE
                + " in the environment, or type the password when asked");
    }

    private UnreachableException insecure(SSLException refused) {
        String why = said(refused);
        if (why.contains("Unsupported or unrecognized")) {
            return new UnreachableException(
                    base + " speaks no TLS; write http:// where the agent has no http-tls-cert");
        }
        return new UnreachableException("The certificate of " + base + " is not trusted here (" + why
                + "); give that of its authority by --ca-file, and ask for a name that it is for");
    }

    /** Through the user's proxy, but never to this very machine. */
    private static URLConnection open(URI address) throws IOException {
        boolean here = InetAddress.getByName(address.getHost()).isLoopbackAddress();
        return here
                ? address.toURL().openConnection(Proxy.NO_PROXY)
                : address.toURL().openConnection();
    }

    private static byte[] whole(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 16];
        long begun = System.nanoTime();
        for (int count = in.read(part); count >= 0; count = in.read(part)) {
            all.write(part, 0, count);
            if (all.size() > LONGEST_ANSWER || System.nanoTime() - begun > WHOLE_ANSWER_NANOS) {
                throw new IOException("its answer has no end");
            }
        }
        return all.toByteArray();
    }

    private UnreachableException noPollwatch(String why) {
        return new UnreachableException("What answers at " + base + " is no Pollwatch (" + why
                + "); give the address that the agent's log names, as http://127.0.0.1:9477/");
    }

    private static String said(IOException failure) {
        return Printable.line(String.valueOf(failure.getMessage()));
    }
}
