package dev.pollwatch.e2e.harness;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** The DevTools protocol of a browser: commands with their results, and the events that came. */
final class DevTools implements WebSocket.Listener, AutoCloseable {

    /** What the browser told without being asked. */
    record Event(String session, String method, Map<String, Object> params) {}

    private final Map<Long, CompletableFuture<Map<String, Object>>> open = new ConcurrentHashMap<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;

    DevTools(String address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), this)
                .join();
    }

    /** Has a command carried out, and waits for what came of it. */
    Map<String, Object> send(String session, String method, Map<String, Object> params) {
        CompletableFuture<Map<String, Object>> reply = begin(session, method, params);
        try {
            return reply.get(HostProcess.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the browser does not answer " + method + " " + params, e);
        } catch (ExecutionException e) {
            throw new AssertionError(method + " " + params, e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The events of a session so far. */
    List<Event> events(String session) {
        return events.stream().filter(event -> event.session().equals(session)).toList();
    }

    private CompletableFuture<Map<String, Object>> begin(String session, String method, Map<String, Object> params) {
        long id = ids.incrementAndGet();
        CompletableFuture<Map<String, Object>> reply = new CompletableFuture<>();
        open.put(id, reply);
        Map<String, Object> command = session.isEmpty()
                ? Map.of("id", id, "method", method, "params", params)
                : Map.of("id", id, "method", method, "params", params, "sessionId", session);
        synchronized (socket) {
            socket.sendText(written(command), true).join();
        }
        return reply;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            received(map(Json.parse(message.toString())));
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void received(Map<String, Object> told) {
        if (told.get("id") instanceof Long id) {
            CompletableFuture<Map<String, Object>> reply = open.remove(id);
            if (told.containsKey("error")) {
                reply.completeExceptionally(new AssertionError(told.get("error")));
            } else {
                reply.complete(map(told.get("result")));
            }
        } else {
            Object session = told.getOrDefault("sessionId", "");
            events.add(new Event((String) session, (String) told.get("method"), map(told.get("params"))));
        }
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        open.values().forEach(reply -> reply.completeExceptionally(error));
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        open.values()
                .forEach(reply -> reply.completeExceptionally(new IOException("closed: " + status + " " + reason)));
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object object) {
        return (Map<String, Object>) object;
    }

    private static String written(Object value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName((String) entry.getKey());
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else {
            json.writeString((String) value);
        }
    }
}
