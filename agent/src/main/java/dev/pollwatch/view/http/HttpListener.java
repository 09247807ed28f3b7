package dev.pollwatch.view.http;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.HttpProcessors;
import org.apache.hc.core5.http.impl.nio.ServerHttp1IOEventHandlerFactory;
import org.apache.hc.core5.http.impl.nio.ServerHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.nio.command.ShutdownCommand;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.nio.support.BasicAsyncServerExpectationDecorator;
import org.apache.hc.core5.http.nio.support.BasicServerExchangeHandler;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.DefaultListeningIOReactor;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * The listening socket and the two threads that serve it: one accepts, one reads and writes. When either ends against our will,
 * as it does when the process has no file descriptor left, they are made anew on the same address until it works again. The
 * reactor is put together here, not by HttpCore's bootstrap, which names the threads itself and looks up the machine's name in DNS.
 */
final class HttpListener {

    private static final Timeout IDLE_TIMEOUT = Timeout.ofSeconds(30);
    private static final int MOST_CONNECTIONS = 256;
    /** So many may come at once; where there is no room, the kernel has them wait for a second. */
    private static final int BACKLOG = 1024;

    private static final Timeout HANDSHAKE_TIMEOUT = Timeout.ofSeconds(10);
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_HEADERS = 64;
    private static final long BIND_SECONDS = 10;
    private static final long REVIVAL_PAUSE_MILLIS = 1000;
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final TimeValue CLOSE_PATIENCE = TimeValue.ofMilliseconds(500);

    private final RequestHandler handler;
    private final @Nullable TlsStrategy tls;
    private final Logger log;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Generation current;
    private volatile @Nullable InetSocketAddress bound;
    private volatile @Nullable Exception lastFailure;
    private volatile long lastRevival;

    HttpListener(RequestHandler handler, @Nullable TlsStrategy tls, Logger log) {
        this.handler = handler;
        this.tls = tls;
        this.log = log;
    }

    /**
     * Listens at an address, from now until {@link #close()}.
     *
     * @param address where; port 0 for a free one
     * @return the address with its real port
     * @throws IOException when that is not possible, as a rule because the address is taken
     */
    InetSocketAddress bind(InetSocketAddress address) throws IOException {
        initialiseNio();
        Generation generation = new Generation();
        InetSocketAddress at = generation.listen(address);
        bound = at;
        current = generation;
        return at;
    }

    /** Answers what is being asked, for half a second at most, and closes everything. */
    void close() {
        closed.countDown();
        Generation generation = current;
        if (generation != null) {
            generation.close(CLOSE_PATIENCE);
        }
    }

    private void failed(Exception e) {
        lastFailure = e;
        log.debug("HTTP: {}", e.toString());
    }

    private void revive(Generation ended) {
        InetSocketAddress address = bound;
        if (address == null || isClosed()) {
            return;
        }
        // Without file descriptors it ends anew with each connection; that is worth a line a minute, not one a second.
        long now = System.nanoTime();
        Level level = lastRevival == 0 || now - lastRevival > QUIET_NANOS ? Level.WARN : Level.DEBUG;
        lastRevival = now;
        log.atLevel(level)
                .log("The HTTP endpoint stopped ({}) and is being started again.", String.valueOf(lastFailure));
        try {
            ended.close(TimeValue.ZERO_MILLISECONDS);
        } catch (RuntimeException | LinkageError e) {
            log.debug("HTTP: {}", e.toString());
        }
        while (!closedWithin(REVIVAL_PAUSE_MILLIS)) {
            try {
                bind(address);
                log.atLevel(level).log("The HTTP endpoint is back at {}.", address);
                if (isClosed()) {
                    close();
                }
                return;
            } catch (IOException | RuntimeException | LinkageError e) {
                log.debug("HTTP: {}", e.toString());
            }
        }
    }

    /**
     * The JDK opens file descriptors when it first closes a selector. Where there are none left by then, that class never
     * works again in this process, neither for us nor for the host. So it is made to do so now.
     */
    private static void initialiseNio() throws IOException {
        Selector.open().close();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private boolean closedWithin(long millis) {
        while (true) {
            try {
                return closed.await(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                // HttpCore interrupts the threads of a reactor that it closes, and this is one of them.
                continue;
            }
        }
    }

    /** One reactor with its threads. */
    private final class Generation {

        private final AtomicBoolean over = new AtomicBoolean();
        private final DefaultListeningIOReactor reactor;

        Generation() throws IOException {
            Connections connections = new Connections(MOST_CONNECTIONS);
            ServerHttp1StreamDuplexerFactory streams = new ServerHttp1StreamDuplexerFactory(
                    HttpProcessors.server("Pollwatch"),
                    (request, context) -> new BasicAsyncServerExpectationDecorator(
                            new BasicServerExchangeHandler<>(handler), HttpListener.this::failed),
                    Http1Config.custom()
                            .setMaxLineLength(LONGEST_LINE)
                            .setMaxHeaderCount(MOST_HEADERS)
                            .build(),
                    null,
                    connections,
                    HttpListener.this::failed);
            IOReactorConfig config = IOReactorConfig.custom()
                    .setIoThreadCount(1)
                    .setSoTimeout(IDLE_TIMEOUT)
                    .setBacklogSize(BACKLOG)
                    // So that a host that is restarted gets its port back at once. Windows means something else by it.
                    .setSoReuseAddress(File.separatorChar == '/')
                    .build();
            try {
                reactor = new DefaultListeningIOReactor(
                        new ServerHttp1IOEventHandlerFactory(streams, tls, HANDSHAKE_TIMEOUT),
                        config,
                        new HttpThreads("io", this::ended, log),
                        new HttpThreads("acceptor", this::ended, log),
                        null,
                        HttpListener.this::failed,
                        connections,
                        ShutdownCommand.GRACEFUL_NORMAL_CALLBACK);
            } catch (IllegalStateException e) {
                // What HttpCore makes of a selector that cannot be opened.
                throw new IOException(e);
            }
        }

        InetSocketAddress listen(InetSocketAddress address) throws IOException {
            reactor.start();
            try {
                ListenerEndpoint endpoint = reactor.listen(address, null).get(BIND_SECONDS, TimeUnit.SECONDS);
                return new InetSocketAddress(
                        address.getAddress(), ((InetSocketAddress) endpoint.getAddress()).getPort());
            } catch (ExecutionException e) {
                close(TimeValue.ZERO_MILLISECONDS);
                throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
            } catch (InterruptedException e) {
                close(TimeValue.ZERO_MILLISECONDS);
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (TimeoutException | RuntimeException e) {
                close(TimeValue.ZERO_MILLISECONDS);
                throw new IOException(e);
            }
        }

        void close(TimeValue patience) {
            over.set(true);
            if (patience.getDuration() > 0) {
                reactor.initiateShutdown();
                try {
                    reactor.awaitShutdown(patience);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            reactor.close(CloseMode.IMMEDIATE);
        }

        /** Runs last in each of the two threads. */
        private void ended() {
            if (over.compareAndSet(false, true)) {
                revive(this);
            }
        }
    }
}
