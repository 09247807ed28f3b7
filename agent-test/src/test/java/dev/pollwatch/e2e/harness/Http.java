package dev.pollwatch.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The agent's HTTP endpoint, found by the address that it logged. */
public final class Http {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/]+:\\d+");

    private final HttpClient client;
    private final String address;

    private Http(HttpClient client, String address) {
        this.client = client;
        this.address = address;
    }

    /**
     * Waits until a host's agent has logged its address.
     *
     * @param process the host
     * @return its endpoint
     */
    public static Http of(HostProcess process) {
        String line = process.awaitErr(
                "the address of the HTTP endpoint", l -> l.startsWith(HostProcess.LOG_PREFIX) && hasAddress(l));
        Matcher matcher = ADDRESS.matcher(line);
        matcher.find();
        return new Http(CLIENT, matcher.group());
    }

    /**
     * The same endpoint for somebody who trusts a certificate.
     *
     * @param certificate the certificate
     * @return the endpoint
     */
    public Http trusting(PemPair certificate) {
        return new Http(
                HttpClient.newBuilder().sslContext(certificate.trustedAlone()).build(), address);
    }

    /**
     * An endpoint of something else.
     *
     * @param address {@code http://host:port}
     * @return the endpoint
     */
    public static Http at(String address) {
        return new Http(CLIENT, address);
    }

    private static boolean hasAddress(String line) {
        return ADDRESS.matcher(line).find();
    }

    /**
     * The address.
     *
     * @return {@code http://host:port}
     */
    public String address() {
        return address;
    }

    /**
     * Asks for a path.
     *
     * @param path such as {@code /health}
     * @param headers names and values by turns
     * @return the answer
     */
    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(HostProcess.LIMIT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The rows that {@code /threads} lists.
     *
     * @return each as a map
     */
    public List<Map<String, Object>> threads() {
        return maps(Json.parse(get("/threads").body()));
    }

    /**
     * What {@code /metrics} says.
     *
     * @return the exposition
     */
    public Exposition metrics() {
        return Exposition.parse(get("/metrics").body());
    }

    /**
     * What {@code /health} says.
     *
     * @return status code, status and dead rows
     */
    public HealthAnswer health() {
        HttpResponse<String> answer = get("/health");
        Map<String, Object> body = map(Json.parse(answer.body()));
        return new HealthAnswer(answer.statusCode(), (String) body.get("status"), maps(body.get("deadThreads")));
    }

    private static List<Map<String, Object>> maps(Object list) {
        return ((List<?>) list).stream().map(Http::map).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object object) {
        return (Map<String, Object>) object;
    }
}
