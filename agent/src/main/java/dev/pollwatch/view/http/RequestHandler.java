package dev.pollwatch.view.http;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.DiscardingEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Decides what a request gets: a refusal at once, a quick page at once, a slow one from the worker. */
final class RequestHandler implements AsyncServerRequestHandler<Message<HttpRequest, Void>> {

    private static final String CHALLENGE = "Basic realm=\"Pollwatch\", charset=\"UTF-8\"";

    /** What waits to be sent; one more page of any length may come to it. */
    private static final long MOST_UNSENT_BYTES = 16 << 20;

    private final Routes routes;
    private final Guard guard;
    private final Executor worker;
    private final Logger log;
    private final UnsentPages unsent = new UnsentPages(MOST_UNSENT_BYTES);
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile @Nullable InetAddress bound;

    RequestHandler(Routes routes, Guard guard, Executor worker, Logger log) {
        this.routes = routes;
        this.guard = guard;
        this.worker = worker;
        this.log = log;
    }

    /** Says at what address the endpoint listens; on loopback only requests that name this machine are served. */
    void boundTo(InetAddress address) {
        bound = address;
    }

    @Override
    public AsyncRequestConsumer<Message<HttpRequest, Void>> prepare(
            HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
        return new BasicRequestConsumer<>(entity == null ? null : new DiscardingEntityConsumer<>());
    }

    @Override
    public void handle(Message<HttpRequest, Void> message, ResponseTrigger trigger, HttpContext context)
            throws HttpException, IOException {
        HttpRequest request = message.getHead();
        String path = path(request);
        Access access = guard.access(request);
        Answer refusal = refusal(request, path, access);
        if (refusal != null) {
            submit(refusal, trigger, context);
        } else if (access != Access.FULL) {
            submit(routes.statusOnly(query(request)), trigger, context);
        } else if (routes.isSlow(path) && unsent.areTooMany()) {
            submit(busy(), trigger, context);
        } else if (routes.isSlow(path)) {
            answerLater(path, query(request), accept(request), trigger, context);
        } else {
            submit(answer(path, query(request), accept(request)), trigger, context);
        }
    }

    private void answerLater(
            String path, Query query, @Nullable String accept, ResponseTrigger trigger, HttpContext context)
            throws HttpException, IOException {
        try {
            worker.execute(() -> {
                try {
                    // Once more: many may have been let in while none of their pages was made yet.
                    submit(unsent.areTooMany() ? busy() : answer(path, query, accept), trigger, context);
                } catch (HttpException | IOException | RuntimeException e) {
                    // The reader has gone.
                    log.debug("HTTP: {}", e.toString());
                }
            });
        } catch (RejectedExecutionException e) {
            submit(busy(), trigger, context);
        }
    }

    private static Answer busy() {
        return Answer.text(HttpStatus.SC_SERVICE_UNAVAILABLE, "Too many requests are waiting; ask again later.");
    }

    private Answer answer(String path, Query query, @Nullable String accept) {
        try {
            return routes.answer(path, query, accept);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            if (warned.compareAndSet(false, true)) {
                log.warn("HTTP: {} could not be made; more of this kind is logged at debug.", path, e);
            } else {
                log.debug("HTTP: {} could not be made.", path, e);
            }
            return Answer.text(
                    HttpStatus.SC_INTERNAL_SERVER_ERROR, "This page could not be made; Pollwatch's log says why.");
        }
    }

    private @Nullable Answer refusal(HttpRequest request, String path, Access access) {
        if (!namesThisMachine(request.getAuthority())) {
            return Answer.text(
                    HttpStatus.SC_FORBIDDEN,
                    "This endpoint is for this machine only: ask for localhost or 127.0.0.1, not for another host's name.");
        }
        // The kubelet's probes and load balancers know no password, and need no more than the status.
        if (access == Access.NONE || access == Access.STATUS_ONLY && !path.equals("/health")) {
            return new Answer(
                    HttpStatus.SC_UNAUTHORIZED,
                    Answer.text(0, "The user and the password that this endpoint was given are wanted here.")
                            .page(),
                    Map.of("WWW-Authenticate", CHALLENGE));
        }
        if (!routes.exists(path)) {
            return Answer.text(
                    HttpStatus.SC_NOT_FOUND, "There is nothing here. Look at /health, /threads or /metrics.");
        }
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answer.text(HttpStatus.SC_METHOD_NOT_ALLOWED, "Only GET and HEAD are served here.");
        }
        return null;
    }

    /**
     * A web page that anybody's browser shows can have its own host name resolve to 127.0.0.1 and then read what we answer; it
     * cannot make the browser send another Host header than that name.
     */
    private boolean namesThisMachine(@Nullable URIAuthority authority) {
        InetAddress address = bound;
        if (address == null || !address.isLoopbackAddress() || authority == null) {
            return true;
        }
        String host = authority.getHostName();
        return host.equalsIgnoreCase("localhost")
                || host.equals("127.0.0.1")
                || host.equals("::1")
                || host.equals("[::1]")
                || host.equals(address.getHostAddress());
    }

    private void submit(Answer answer, ResponseTrigger trigger, HttpContext context) throws HttpException, IOException {
        AsyncResponseBuilder response = AsyncResponseBuilder.create(answer.status())
                .addHeader("Cache-Control", "no-store")
                .addHeader("X-Content-Type-Options", "nosniff")
                .addHeader("Cross-Origin-Resource-Policy", "same-origin")
                .setEntity(unsent.counted(
                        answer.page().body(), ContentType.parse(answer.page().contentType())));
        answer.headers().forEach(response::addHeader);
        if (answer.status() == HttpStatus.SC_METHOD_NOT_ALLOWED) {
            response.addHeader("Allow", "GET, HEAD");
        }
        trigger.submitResponse(response.build(), context);
    }

    private static String path(HttpRequest request) {
        String path = request.getPath();
        if (path == null) {
            return "";
        }
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static Query query(HttpRequest request) {
        String path = request.getPath();
        int query = path == null ? -1 : path.indexOf('?');
        return query < 0 ? Query.NONE : Query.of(path.substring(query + 1));
    }

    private static @Nullable String accept(HttpRequest request) {
        StringBuilder accept = new StringBuilder();
        for (Header header : request.getHeaders("Accept")) {
            accept.append(accept.isEmpty() ? "" : ",").append(header.getValue());
        }
        return accept.isEmpty() ? null : accept.toString();
    }
}
