package dev.pollwatch.view.http;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.keepalive.Snapshot;
import dev.pollwatch.os.Tasks;
import dev.pollwatch.view.Health;
import dev.pollwatch.view.HealthStatus;
import dev.pollwatch.view.MetricsPage;
import dev.pollwatch.view.Page;
import dev.pollwatch.view.RowView;
import dev.pollwatch.view.ThreadView;
import dev.pollwatch.view.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** What there is to see, by path. */
final class Routes {

    private static final String JSON = "application/json; charset=utf-8";

    private final Keepalive keepalive;
    private final Tasks tasks;
    private final String version;
    private final Supplier<List<RuleStatus>> rules;
    private final @Nullable MetricsPage metrics;

    Routes(
            Keepalive keepalive,
            Tasks tasks,
            String version,
            Supplier<List<RuleStatus>> rules,
            @Nullable MetricsPage metrics) {
        this.keepalive = keepalive;
        this.tasks = tasks;
        this.version = version;
        this.rules = rules;
        this.metrics = metrics;
    }

    boolean exists(String path) {
        return switch (path) {
            case "/", "/health", "/metrics", "/threads" -> true;
            default -> false;
        };
    }

    /** Whether the page may take so long that other requests should not wait for it. */
    boolean isSlow(String path) {
        return path.equals("/metrics") || path.equals("/threads");
    }

    Answer answer(String path, Query query, @Nullable String accept) {
        return switch (path) {
            case "/health" -> health(query);
            case "/metrics" -> metrics(accept);
            case "/threads" -> threads(query);
            default -> wantsText(accept) ? index() : StatusPage.answer();
        };
    }

    private Answer health(Query query) {
        Snapshot snapshot = keepalive.snapshot();
        Health health = Health.of(snapshot);
        return new Answer(
                code(health.status(), query),
                Page.of(JSON, Json.health(health, Whole.of(snapshot, version, rules.get()))));
    }

    /** {@code /health} for everybody: no name, and nothing that a host's exception says. */
    Answer statusOnly(Query query) {
        HealthStatus status = Health.of(keepalive.snapshot()).status();
        return new Answer(code(status, query), Page.of(JSON, Json.status(status)));
    }

    private static int code(HealthStatus status, Query query) {
        return status == HealthStatus.DOWN && !query.report() ? HttpStatus.SC_SERVICE_UNAVAILABLE : HttpStatus.SC_OK;
    }

    private Answer metrics(@Nullable String accept) {
        if (metrics == null) {
            return Answer.text(
                    HttpStatus.SC_SERVICE_UNAVAILABLE,
                    "There are no metrics in this process; Pollwatch's log says why.");
        }
        return new Answer(HttpStatus.SC_OK, metrics.scrape(accept));
    }

    private Answer threads(Query query) {
        List<ThreadView> threads = new ArrayList<>();
        for (Row row : keepalive.snapshot().rows()) {
            if (query.wants(row.javaThreadId())) {
                threads.add(new RowView(row, tasks));
            }
        }
        return new Answer(HttpStatus.SC_OK, Page.of(JSON, Json.threads(threads, query.brief())));
    }

    /** Only who says so gets the text; who takes anything gets the page, as a browser does. */
    private static boolean wantsText(@Nullable String accept) {
        return accept != null && accept.contains("text/plain") && !accept.contains("text/html");
    }

    private Answer index() {
        return Answer.text(HttpStatus.SC_OK, "Pollwatch " + version + """


                        /health    whether all poll threads are well: 200 or 503
                        /threads   the poll threads, as JSON
                        /metrics   metrics for Prometheus""");
    }
}
