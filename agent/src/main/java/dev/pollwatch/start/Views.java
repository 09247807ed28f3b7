package dev.pollwatch.start;

import dev.pollwatch.config.HttpGuard;
import dev.pollwatch.config.Settings;
import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.os.LinuxTasks;
import dev.pollwatch.os.Tasks;
import dev.pollwatch.view.MetricsPage;
import dev.pollwatch.view.http.HttpAddress;
import dev.pollwatch.view.http.HttpView;
import dev.pollwatch.view.http.Protection;
import dev.pollwatch.view.jfr.JfrView;
import dev.pollwatch.view.jmx.JmxView;
import dev.pollwatch.view.log.ChangeLog;
import dev.pollwatch.view.metrics.MetricsView;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Opens the views, each on its own: one that cannot be had, for want of a module or a port, is named and the others open all the same. */
final class Views {

    private static final String MANAGEMENT = "java.management";

    private final Settings settings;
    private final HttpAddress http;
    private final Keepalive keepalive;
    private final Supplier<List<RuleStatus>> rules;
    private final IntSupplier wovenLoops;
    private final Published published;
    private final Logger logger;
    private final ChangeLog changeLog;
    private final Tasks tasks = new LinuxTasks(System::nanoTime);
    private final String version = Version.own();
    private boolean guarded;
    private volatile String address = "";

    Views(Settings settings, HttpAddress http, Core core, Published published, Logger logger) {
        this.settings = settings;
        this.http = http;
        this.keepalive = core.watch();
        this.rules = core::statuses;
        this.wovenLoops = core.transformer()::wovenLoops;
        this.published = published;
        this.logger = logger;
        this.changeLog = new ChangeLog(logger);
    }

    /** The JVM ends: what a view has gathered and not yet shown is shown now. */
    void atExit() {
        changeLog.atExit();
    }

    void open() {
        keepalive.addListener(changeLog);
        MetricsView metrics = open("metrics", MANAGEMENT, () -> new MetricsView(keepalive, tasks, version, logger));
        if (metrics != null) {
            keepalive.addListener(metrics);
        }
        if (!http.isOff()) {
            open("HTTP", MANAGEMENT, () -> openHttp(metrics));
        }
        if (address.isEmpty() && !guarded) {
            published.http("off");
        }
        if (settings.jmx()) {
            open("JMX", MANAGEMENT, this::openJmx);
        }
        JfrView jfr = open("JFR", "jdk.jfr", JfrView::new);
        if (jfr != null) {
            keepalive.addListener(jfr);
        }
    }

    /** What shows the rows in the host's own Micrometer, where the user wants that. */
    @Nullable
    HostMicrometers hostMicrometers(Instrumentation instrumentation) {
        return settings.bindHostMetrics()
                ? open("host metrics", MANAGEMENT, () -> new HostMicrometers(instrumentation, keepalive, tasks, logger))
                : null;
    }

    private HttpView openHttp(@Nullable MetricsPage metrics) {
        Protection protection = protection(settings.httpGuard());
        HttpView view = new HttpView(keepalive, tasks, version, rules, metrics, protection, logger);
        if (protection.isAny()) {
            guarded = true;
            // Until it is open, which may take a while.
            published.http("off");
            new GuardedEndpoint(
                            view,
                            protection.hasTls(),
                            http,
                            settings.httpGiven(),
                            keepalive,
                            () -> opened(view.address(), true),
                            logger)
                    .begin();
        } else if (view.start(http, settings.httpGiven())) {
            opened(view.address(), false);
        }
        return view;
    }

    private void opened(String at, boolean guarded) {
        address = at;
        logger.info("status at {}", at);
        if (guarded) {
            published.guarded();
        }
        published.http(at);
    }

    private static Protection protection(HttpGuard guard) {
        return new Protection(guard.user(), path(guard.passwordFile()), path(guard.tlsCert()), path(guard.tlsKey()));
    }

    private static @Nullable Path path(@Nullable String file) {
        return file == null ? null : Path.of(file);
    }

    private JmxView openJmx() {
        JmxView view = new JmxView(keepalive, tasks, version, () -> address, rules, wovenLoops, logger);
        keepalive.addListener(view);
        new JmxRegistration(view, keepalive, logger).start();
        return view;
    }

    private <V> @Nullable V open(String view, String module, Supplier<V> opening) {
        try {
            return opening.get();
        } catch (LinkageError missing) {
            logger.warn(
                    "no {} view: this runtime lacks what it needs ({}); start the host with --add-modules {}"
                            + " if that is it",
                    view,
                    missing.toString(),
                    module);
        } catch (RuntimeException failure) {
            logger.warn("no {} view, everything else goes on", view, failure);
        }
        return null;
    }
}
