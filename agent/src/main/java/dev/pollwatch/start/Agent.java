package dev.pollwatch.start;

import dev.pollwatch.config.Settings;
import dev.pollwatch.keepalive.Clock;
import dev.pollwatch.keepalive.Dispatcher;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.view.http.HttpAddress;
import dev.pollwatch.weave.Presets;
import dev.pollwatch.weave.Rule;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The one Pollwatch of this JVM. What must be in place before the host's classes load is made on the host's way to {@code main}; all else
 * on the thread {@code pollwatch-start}, and the views not before there is something to see.
 */
final class Agent {

    private static final long REMINDER_AFTER_MILLIS = 30_000;
    private static final long AN_HOUR_MILLIS = 3_600_000;

    private final Settings settings;
    private final HttpAddress http;
    private final Instrumentation instrumentation;
    private final boolean hasRules;
    private final Weaving weaving;
    private final OwnLog log;
    private final DeferredLogger logger;
    private final Troubles troubles;
    /** Wakes the thread {@code pollwatch-start} to look at the two that follow. */
    private final Semaphore news = new Semaphore(0);

    private volatile boolean loopsNear;
    private volatile boolean viewsWanted;
    private volatile @Nullable Views views;

    Agent(Settings settings, HttpAddress http, List<Rule> rules, Presets presets, Instrumentation instrumentation) {
        this.settings = settings;
        this.http = http;
        this.hasRules = !rules.isEmpty();
        this.instrumentation = instrumentation;
        this.log = new OwnLog(settings);
        this.logger = log.logger();
        this.troubles = new Troubles(logger);
        this.weaving = new Weaving(settings, rules, presets, instrumentation, logger, troubles, new Weaving.Progress() {
            @Override
            public void loopsAreNear() {
                Agent.this.loopsAreNear();
            }

            @Override
            public void firstLoopIsWoven() {
                wantViews();
            }
        });
    }

    /** Logs what was wrong with the options. At once, and not in the background: a short-lived host may be gone by then. */
    void complain(List<String> mistakes, List<String> remarks) {
        for (String remark : remarks) {
            logger.debug("{}", remark);
        }
        for (String mistake : mistakes) {
            logger.warn("{}", mistake);
        }
        if (!mistakes.isEmpty()) {
            log.open();
        }
    }

    /** Says that the host is not to start, and sees to it that this is read. */
    void refuse() {
        logger.error("fail-fast=true: the host is not started because of the mistakes above");
        log.open().flush();
    }

    /**
     * Begins to watch.
     *
     * @param hostRuns whether the host's {@code main} has begun: the agent was attached
     * @return what became of classes that were loaded already, in sentences
     */
    List<String> start(boolean hostRuns) throws ReflectiveOperationException {
        List<String> sentences = new ArrayList<>();
        sentences.addAll(weaving.begin(hostRuns));
        if (hasRules) {
            loopsAreNear();
        }
        if (hasRules || settings.httpGiven()) {
            wantViews();
        }
        String greeting = "Pollwatch " + Version.own() + ": " + weaving.whatIsOn();
        logger.info("{}", greeting);
        sentences.add(0, greeting);
        if (!settings.logLevel().equals("off")) {
            Runtime.getRuntime().addShutdownHook(thread("pollwatch-exit", new Runnable() {
                @Override
                public void run() {
                    Views open = views;
                    if (open != null) {
                        open.atExit();
                    }
                    log.atExit();
                }
            }));
        }
        Thread start = thread("pollwatch-start", new Runnable() {
            @Override
            public void run() {
                goOn();
            }
        });
        start.setDaemon(true);
        start.start();
        return sentences;
    }

    private void loopsAreNear() {
        loopsNear = true;
        news.release();
    }

    private void wantViews() {
        viewsWanted = true;
        news.release();
    }

    static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setContextClassLoader(Agent.class.getClassLoader());
        return thread;
    }

    /**
     * A second {@code -javaagent}, or an attach, brings its rules; one JVM has one of everything else.
     *
     * @param more the rules
     * @param given the other options that were given
     * @param hostRuns whether the host's {@code main} has begun
     * @return what came of it, in sentences
     */
    List<String> addFrom(List<Rule> more, List<String> given, List<String> mistakes, boolean hostRuns)
            throws ReflectiveOperationException {
        for (String mistake : mistakes) {
            logger.warn("{}", mistake);
        }
        List<Rule> fresh = weaving.fresh(more);
        List<String> sentences = new ArrayList<>();
        sentences.add("already in this JVM: " + (fresh.size() == 1 ? "1 rule" : fresh.size() + " rules") + " added"
                + (given.isEmpty() ? "" : "; ignored, since they hold as first given: " + String.join(", ", given)));
        logger.info("{}", sentences.get(0));
        if (!fresh.isEmpty()) {
            sentences.addAll(weaving.add(fresh, hostRuns));
            wantViews();
        }
        return sentences;
    }

    /** A typo in a rule shows nowhere else than in what does not happen; by now most hosts have loaded their loops. */
    private void remindOfUnmatchedRules(Core present) {
        for (RuleStatus rule : present.statuses()) {
            if (rule.unmatched() && rule.kind().equals("preset")) {
                logger.info("no class loaded so far answers to {}", rule.rule());
            } else if (rule.unmatched()) {
                logger.info(
                        "no class loaded so far answers to {}={} ({}); if that is a typo, it is not watched",
                        rule.kind(),
                        rule.rule(),
                        rule.source());
            }
        }
    }

    /** On {@code pollwatch-start}. */
    private void goOn() {
        try {
            Published published = Published.in(instrumentation);
            published.version(Version.own());
            boolean warm = loopsNear;
            if (warm) {
                // First, since the host may be about to load a class to be woven.
                weaving.warmUp();
            }
            log.open();
            if (!viewsWanted) {
                published.http("later");
            }
            while (!viewsWanted) {
                news.acquire();
                if (loopsNear && !warm) {
                    warm = true;
                    weaving.warmUp();
                }
            }
            // Where http was given without a rule, the endpoint is there, and empty.
            Core core = weaving.coreInAnyCase();
            new Dispatcher(core.watch(), Clock.SYSTEM, troubles).start();
            Views opening = new Views(settings, http, core, published, logger);
            views = opening;
            opening.open();
            HostMicrometers micrometers = opening.hostMicrometers(instrumentation);
            if (micrometers == null) {
                Thread.sleep(REMINDER_AFTER_MILLIS);
            } else {
                micrometers.watch(REMINDER_AFTER_MILLIS);
            }
            remindOfUnmatchedRules(core);
            while (micrometers != null) {
                micrometers.watch(AN_HOUR_MILLIS);
            }
        } catch (InterruptedException somebodyWantsItGone) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) {
            troubles.report("starting the views", failure);
        }
    }
}
