package dev.pollwatch.view.http;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.os.Tasks;
import dev.pollwatch.view.MetricsPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The HTTP endpoint. {@code /health} and the page are answered on the I/O thread: they read one snapshot at most and block on nothing.
 * {@code /metrics} and {@code /threads} read the kernel's facts and may grow to megabytes, so one worker makes them and they
 * never delay {@code /health}.
 */
public final class HttpView implements AutoCloseable {

    /** While 9477 is only the default, the ports up to this one are tried too. */
    private static final int LAST_DEFAULT_PORT = 9492;

    private static final int MOST_WAITING = 32;

    private final Guard guard;
    private final RequestHandler handler;
    private final ThreadPoolExecutor worker;
    private final HttpListener listener;
    private final Logger log;
    private volatile String address = "";

    /**
     * Makes an endpoint that does not listen yet and has no thread.
     *
     * @param keepalive what to show
     * @param tasks where to look up the kernel's facts
     * @param version Pollwatch's own version
     * @param rules gives what became of the rules
     * @param metrics gives the text of {@code /metrics}; {@code null} when there are no metrics
     * @param protection what guards it
     * @param log takes warnings
     */
    public HttpView(
            Keepalive keepalive,
            Tasks tasks,
            String version,
            Supplier<List<RuleStatus>> rules,
            @Nullable MetricsPage metrics,
            Protection protection,
            Logger log) {
        this.log = log;
        this.worker = new ThreadPoolExecutor(
                1,
                1,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                new HttpThreads("worker", () -> {}, log));
        worker.allowCoreThreadTimeOut(true);
        this.guard = new Guard(protection, log);
        this.handler = new RequestHandler(new Routes(keepalive, tasks, version, rules, metrics), guard, worker, log);
        this.listener = new HttpListener(handler, protection.hasTls() ? new ServerTls(guard) : null, log);
    }

    /**
     * Reads the files that guard the endpoint, or those that have changed; to be called before {@link #start} and every now and then.
     * What is wrong with them is one warning.
     *
     * @return whether there is all that the user wants; if not, it cannot be started
     */
    public boolean readFiles() {
        guard.read();
        return guard.isReady();
    }

    /**
     * Begins to listen. May block on the look-up of a host's name, nothing else. Where it cannot listen there is one warning
     * that names the address and the remedy. To be called once.
     *
     * @param wanted where
     * @param explicit whether the user said so; if not, the next free port up to 9492 will do as well
     * @return whether it listens now
     */
    public synchronized boolean start(HttpAddress wanted, boolean explicit) {
        if (wanted.isOff() || !address.isEmpty()) {
            return !address.isEmpty();
        }
        if (!guard.isReady()) {
            throw new IllegalStateException("what is to guard the endpoint is not there");
        }
        InetAddress host;
        try {
            host = InetAddress.getByName(wanted.host());
        } catch (UnknownHostException e) {
            log.warn("No HTTP endpoint: the host of http={} is unknown here. Everything else goes on.", wanted);
            return false;
        }
        int last = explicit || wanted.port() == 0 ? wanted.port() : Math.max(wanted.port(), LAST_DEFAULT_PORT);
        String reason = "";
        for (int port = wanted.port(); port <= last; port++) {
            handler.boundTo(host);
            try {
                InetSocketAddress bound = listener.bind(new InetSocketAddress(host, port));
                address = (guard.wanted().hasTls() ? "https://" : "http://")
                        + new HttpAddress(literal(bound.getAddress()), bound.getPort()) + "/";
                sayWhoMayRead(bound.getAddress());
                return true;
            } catch (IOException e) {
                reason = String.valueOf(e.getMessage());
            }
        }
        log.warn(
                "No HTTP endpoint: cannot listen at {}{} ({}). Everything else goes on. Give another address with"
                        + " http=host:port, any free port with http=0, or http=off.",
                wanted,
                last > wanted.port() ? " nor at the next ports up to " + last : "",
                reason);
        return false;
    }

    private void sayWhoMayRead(InetAddress bound) {
        if (bound.isLoopbackAddress()) {
            return;
        }
        if (!guard.wanted().isAny()) {
            log.warn(
                    "The HTTP endpoint at {} is open to everybody who reaches it, and shows thread names, stacks and the"
                            + " messages of exceptions. Guard it by http-password-file, and http-tls-cert with"
                            + " http-tls-key; or bind it to this machine (http=127.0.0.1:port).",
                    address);
        } else if (!guard.wanted().hasTls()) {
            log.info("the HTTP endpoint's password crosses the network unencrypted; http-tls-cert encrypts it");
        }
    }

    /**
     * Where it listens.
     *
     * @return an address such as {@code http://127.0.0.1:9477/}, empty when it does not
     */
    public String address() {
        return address;
    }

    /** Stops listening, gives requests under way half a second, and ends all its threads. */
    @Override
    public synchronized void close() {
        address = "";
        listener.close();
        worker.shutdownNow();
    }

    private static String literal(InetAddress host) {
        String literal = host.getHostAddress();
        int zone = literal.indexOf('%');
        return zone < 0 ? literal : literal.substring(0, zone);
    }
}
