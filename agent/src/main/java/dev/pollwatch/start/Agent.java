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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one Pollwatch of this JVM. What must be in place before the host's classes load is made on the host's way to {@code main}; all else
 * on the thread {@code pollwatch-start}, and the views not before there is something to see.
 */
final class Agent {

    private static final long REMINDER_AFTER_MILLIS = 30_000;

    private final Settings settings;
    private final HttpAddress http;
    private final Instrumentation instrumentation;
    private final List<Rule> rules;
    private final Presets presets;
    private final OwnLog log;
    private final DeferredLogger logger;
    private final Troubles troubles;
    /** Wakes the thread {@code pollwatch-start} to look at the two that follow. */
    private final Semaphore news = new Semaphore(0);

    private volatile boolean loopsNear;
    private volatile boolean viewsWanted;
    private @Nullable Core core;

    Agent(Settings settings, HttpAddress http, List<Rule> rules, Presets presets, Instrumentation instrumentation) {
        this.settings = settings;
        this.http = http;
        this.rules = new ArrayList<>(rules);
        this.presets = presets;
        this.instrumentation = instrumentation;
        this.log = new OwnLog(settings);
        this.logger = log.logger();
        this.troubles = new Troubles(logger);
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
        if (!rules.isEmpty() || presets.count() > 0) {
            sentences.addAll(weave(rules, hostRuns));
        }
        if (!rules.isEmpty()) {
            loopsAreNear();
        }
        if (!rules.isEmpty() || settings.httpGiven()) {
            wantViews();
        }
        String greeting = "Pollwatch " + Version.own() + ": " + whatIsOn();
        logger.info("{}", greeting);
        sentences.add(0, greeting);
        if (!settings.logLevel().equals("off")) {
            Runtime.getRuntime().addShutdownHook(thread("pollwatch-exit", new Runnable() {
                @Override
                public void run() {
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

    private String whatIsOn() {
        String on = presets.count() == 1 ? "1 preset" : presets.count() + " presets";
        if (!rules.isEmpty()) {
            return (rules.size() == 1 ? "1 rule" : rules.size() + " rules") + (presets.count() > 0 ? " and " + on : "")
                    + ", interval " + settings.interval().toMillis() + "ms, dead after "
                    + settings.effectiveDeadAfter().toMillis() + "ms";
        }
        if (presets.count() == 0) {
            return "no rule names a poll loop of this program, so nothing is watched; give loop=class#method";
        }
        int woven = woven();
        return on
                + (presets.count() == 1 ? " is on; " : " are on; ")
                + (woven == 0
                        ? "nothing is watched so far"
                        : woven + (woven == 1 ? " poll loop is woven" : " poll loops are woven"));
    }

    private int woven() {
        Core present = core();
        return present == null ? 0 : present.transformer().wovenLoops();
    }

    private void loopsAreNear() {
        loopsNear = true;
        news.release();
    }

    private void wantViews() {
        viewsWanted = true;
        news.release();
    }

    private static Thread thread(String name, Runnable task) {
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
        List<Rule> fresh = new ArrayList<>();
        for (Rule rule : more) {
            if (!has(rules, rule) && !has(fresh, rule)) {
                fresh.add(rule);
            }
        }
        List<String> sentences = new ArrayList<>();
        sentences.add("already in this JVM: " + (fresh.size() == 1 ? "1 rule" : fresh.size() + " rules") + " added"
                + (given.isEmpty() ? "" : "; ignored, since they hold as first given: " + String.join(", ", given)));
        logger.info("{}", sentences.get(0));
        if (!fresh.isEmpty()) {
            rules.addAll(fresh);
            sentences.addAll(weave(fresh, hostRuns));
            wantViews();
        }
        return sentences;
    }

    /** Wherever it was given: the same rule from another source says nothing new. */
    private static boolean has(List<Rule> rules, Rule sought) {
        for (Rule rule : rules) {
            if (rule.kind() == sought.kind() && rule.text().equals(sought.text())) {
                return true;
            }
        }
        return false;
    }

    /** A typo in a rule shows nowhere else than in what does not happen; by now most hosts have loaded their loops. */
    private void remindOfUnmatchedRules(Core present) throws InterruptedException {
        Thread.sleep(REMINDER_AFTER_MILLIS);
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

    private synchronized List<String> weave(List<Rule> more, boolean hostRuns) throws ReflectiveOperationException {
        Core present = core;
        boolean fresh = present == null;
        if (present == null) {
            present = Core.install(settings, presets, instrumentation, logger, troubles);
            core = present;
            Core made = present;
            present.transformer().onInheritedMethod(new Consumer<String>() {
                @Override
                public void accept(String className) {
                    weaveIfLoadedAlready(made, className);
                }
            });
        }
        present.transformer().addRules(more);
        List<Rule> all = more;
        if (fresh) {
            all = new ArrayList<>(more);
            all.addAll(beginPresets(present));
        }
        return new LateWeaving(present, instrumentation, logger).weave(all, hostRuns);
    }

    /** Behind the user's own rules, which so decide; the rules for classes that are loaded already. */
    private List<Rule> beginPresets(Core present) {
        presets.onHerald(new Runnable() {
            @Override
            public void run() {
                loopsAreNear();
            }
        });
        present.transformer().addLateRules(presets);
        present.transformer().onFirstLoop(new Runnable() {
            @Override
            public void run() {
                wantViews();
            }
        });
        return present.transformer().readLateRules(instrumentation.getAllLoadedClasses());
    }

    /**
     * A rule named a class that inherits its method from this one, which most often is loaded right after it. Where it was before, it is
     * woven on a thread of its own: this one is the host's, and in the middle of loading a class.
     */
    private void weaveIfLoadedAlready(Core present, String className) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals(className)) {
                Thread late = thread("pollwatch-weave", new Runnable() {
                    @Override
                    public void run() {
                        new LateWeaving(present, instrumentation, logger).weaveInherited(className);
                    }
                });
                late.setDaemon(true);
                late.start();
                return;
            }
        }
    }

    private synchronized @Nullable Core core() {
        return core;
    }

    private void warmUp() {
        Core early = core();
        if (early != null) {
            early.transformer().warmUp();
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
                warmUp();
            }
            log.open();
            if (!viewsWanted) {
                published.http("later");
            }
            while (!viewsWanted) {
                news.acquire();
                if (loopsNear && !warm) {
                    warm = true;
                    warmUp();
                }
            }
            Core present = core();
            if (present == null) {
                // http was given without a rule: the endpoint is there, and empty.
                weave(List.of(), false);
                present = core();
            }
            if (present != null) {
                new Dispatcher(present.watch(), Clock.SYSTEM, troubles).start();
                new Views(settings, http, present, published, logger).open();
                remindOfUnmatchedRules(present);
            }
        } catch (InterruptedException somebodyWantsItGone) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) {
            troubles.report("starting the views", failure);
        }
    }
}
