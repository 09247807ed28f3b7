package dev.pollwatch.e2e.harness;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A real Prometheus server on a free port of loopback. What it stores goes into a folder that the next clean build takes away. */
public final class Prometheus implements AutoCloseable {

    /**
     * An alert that is pending or firing.
     *
     * @param state {@code pending} or {@code firing}
     * @param labels its labels, {@code alertname} among them
     * @param annotations its texts
     */
    public record Alert(String state, Map<String, String> labels, Map<String, String> annotations) {}

    private final HostProcess process;
    private final Http http;

    private Prometheus(HostProcess process) {
        this.process = process;
        String listening = process.awaitErr("the port of Prometheus", line -> line.contains("msg=\"Listening on\""));
        this.http = Http.at("http://" + listening.replaceAll(".* address=(\\S+).*", "$1"));
    }

    /**
     * Starts one, or stops the test where there is none on this machine.
     *
     * @param config its configuration file
     * @return the server, which has read its configuration
     */
    public static Prometheus start(Path config) {
        CommandLineTool tool =
                CommandLineTool.need("prometheus", any -> true, "it is in Debian's package of the same name");
        HostProcess process = new HostProcess(new ProcessBuilder(
                tool.path().toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + TestPaths.newFolder("prometheus"),
                "--web.listen-address=127.0.0.1:0"));
        try {
            Prometheus prometheus = new Prometheus(process);
            process.awaitErr("Prometheus ready", line -> line.contains("Server is ready to receive web requests."));
            return prometheus;
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    /**
     * Evaluates an expression now.
     *
     * @param expression PromQL that gives an instant vector
     * @return its samples, without a name where the expression takes it away
     * @throws AssertionError when Prometheus finds a mistake in it
     */
    public List<Sample> query(String expression) {
        Map<?, ?> data = data("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        return ((List<?>) data.get("result")).stream().map(Prometheus::sample).toList();
    }

    /**
     * The alerts that are not inactive.
     *
     * @return the alerts
     */
    public List<Alert> alerts() {
        return ((List<?>) data("/api/v1/alerts").get("alerts"))
                .stream()
                        .map(alert -> (Map<?, ?>) alert)
                        .map(alert -> new Alert(
                                (String) alert.get("state"),
                                strings(alert.get("labels")),
                                strings(alert.get("annotations"))))
                        .toList();
    }

    @Override
    public void close() {
        process.close();
    }

    private Map<?, ?> data(String path) {
        HttpResponse<String> answer = http.get(path);
        Map<?, ?> body = (Map<?, ?>) Json.parse(answer.body());
        if (!"success".equals(body.get("status"))) {
            throw new AssertionError(path + " was answered by " + answer.body());
        }
        return (Map<?, ?>) body.get("data");
    }

    private static Sample sample(Object result) {
        Map<?, ?> map = (Map<?, ?>) result;
        Map<String, String> labels = strings(map.get("metric"));
        String name = labels.remove("__name__");
        String value = (String) ((List<?>) map.get("value")).get(1);
        return new Sample(name == null ? "" : name, labels, Double.parseDouble(value.replace("Inf", "Infinity")));
    }

    private static Map<String, String> strings(Object map) {
        Map<String, String> strings = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((key, value) -> strings.put((String) key, (String) value));
        return strings;
    }
}
