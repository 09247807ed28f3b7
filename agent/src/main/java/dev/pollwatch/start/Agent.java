package dev.pollwatch.start;

import dev.pollwatch.config.Settings;
import dev.pollwatch.keepalive.Clock;
import dev.pollwatch.keepalive.Dispatcher;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.view.http.HttpAddress;
import dev.pollwatch.view.log.AgentLog;
import dev.pollwatch.weave.Rule;
import dev.pollwatch.weave.RuleKind;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

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
    private final DeferredLogger logger = new DeferredLogger();
    private final Troubles troubles = new Troubles(logger);
    private final CountDownLatch viewsWanted = new CountDownLatch(1);
    private volatile @Nullable AgentLog log;
    private @Nullable Core core;

    Agent(Settings settings, HttpAddress http, List<Rule> rules, Instrumentation instrumentation) {
        this.settings = settings;
        this.http = http;
        this.rules = new ArrayList<>(rules);
        this.instrumentation = instrumentation;
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
            openLog();
        }
    }

    /** Says that the host is not to start, and sees to it that this is read. */
    void refuse() {
        logger.error("fail-fast=true: the host is not started because of the mistakes above");
        openLog().flush();
    }

    void start() throws ReflectiveOperationException {
        if (!rules.isEmpty()) {
            weave(rules);
        }
        if (!rules.isEmpty() || settings.httpGiven()) {
            viewsWanted.countDown();
        }
        logger.info(
                "Pollwatch {}: {}",
                Version.own(),
                rules.isEmpty()
                        ? "no rule names a poll loop of this program, so nothing is watched; give loop=class#method"
                        : (rules.size() == 1 ? "1 rule" : rules.size() + " rules") + ", interval "
                                + settings.interval().toMillis() + "ms, dead after "
                                + settings.effectiveDeadAfter().toMillis() + "ms");
        if (!settings.logLevel().equals("off")) {
            Runtime.getRuntime().addShutdownHook(thread("pollwatch-exit", new Runnable() {
                @Override
                public void run() {
                    atExit();
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
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setContextClassLoader(Agent.class.getClassLoader());
        return thread;
    }

    /** A second {@code -javaagent}, or an attach, brings its rules; one JVM has one of everything else. */
    void addFrom(List<Rule> more, List<String> given, List<String> mistakes) throws ReflectiveOperationException {
        for (String mistake : mistakes) {
            logger.warn("{}", mistake);
        }
        List<Rule> fresh = new ArrayList<>(more);
        fresh.removeAll(rules);
        if (!fresh.isEmpty()) {
            rules.addAll(fresh);
            weave(fresh);
            viewsWanted.countDown();
        }
        logger.info(
                "already in this JVM: {} added{}",
                fresh.size() == 1 ? "1 rule" : fresh.size() + " rules",
                given.isEmpty() ? "" : "; ignored, since they hold as first given: " + String.join(", ", given));
    }

    /** A typo in a rule shows nowhere else than in what does not happen; by now most hosts have loaded their loops. */
    private void remindOfUnmatchedRules(Core present) throws InterruptedException {
        Thread.sleep(REMINDER_AFTER_MILLIS);
        for (RuleStatus rule : present.transformer().statuses()) {
            if (rule.unmatched()) {
                logger.info(
                        "no class loaded so far answers to {}={} ({}); if that is a typo, it is not watched",
                        rule.kind(),
                        rule.rule(),
                        rule.source());
            }
        }
    }

    private synchronized void weave(List<Rule> more) throws ReflectiveOperationException {
        Core present = core;
        if (present == null) {
            present = Core.install(settings, instrumentation, logger, troubles);
            core = present;
            present.transformer().onInheritedMethod(new Consumer<String>() {
                @Override
                public void accept(String className) {
                    sayIfLoadedAlready(className);
                }
            });
        }
        present.transformer().addRules(more);
        sayWhatCameTooLate(more);
    }

    /** After an attach, or behind another agent: a class that is loaded already stays as it is in this version. */
    private void sayWhatCameTooLate(List<Rule> more) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            for (Rule rule : more) {
                if (rule.kind() == RuleKind.LOOP && rule.classes().names(loaded.getName())) {
                    logger.warn(
                            "{} was loaded before its rule came, so the loop of {} is not watched; start the host with"
                                    + " -javaagent",
                            loaded.getName(),
                            rule.text());
                }
            }
        }
    }

    /** A rule named a class that inherits its method from this one, and so came too late for it. */
    private void sayIfLoadedAlready(String className) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals(className)) {
                logger.warn(
                        "{} was loaded before a rule came to mean it, so no loop of it is watched; name it itself:"
                                + " loop={}#method",
                        className,
                        className);
                return;
            }
        }
    }

    private synchronized @Nullable Core core() {
        return core;
    }

    private synchronized AgentLog openLog() {
        AgentLog open = log;
        if (open == null) {
            open = AgentLog.open(settings.logLevel(), settings.logFile());
            log = open;
            logger.delegateTo(open.logger(), open.complaint());
        }
        return open;
    }

    /** Where the JVM ends: a host may do so before Logback is there, and what was logged must not be lost with it. */
    private void atExit() {
        String kept = logger.takeKept(Level.valueOf(settings.logLevel().toUpperCase(Locale.ROOT)));
        AgentLog open = log;
        if (!kept.isEmpty()) {
            AgentLog.writeAtOnce(kept, settings.logFile());
        } else if (open != null) {
            open.flush();
        }
    }

    /** On {@code pollwatch-start}. */
    private void goOn() {
        try {
            Core early = core();
            if (early != null) {
                // First, since the host may be about to load a class to be woven.
                early.transformer().warmUp();
            }
            openLog();
            viewsWanted.await();
            Core present = core();
            if (present == null) {
                // http was given without a rule: the endpoint is there, and empty.
                weave(List.of());
                present = core();
            }
            if (present != null) {
                new Dispatcher(present.watch(), Clock.SYSTEM, troubles).start();
                new Views(settings, http, present, logger).open();
                remindOfUnmatchedRules(present);
            }
        } catch (InterruptedException somebodyWantsItGone) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) {
            troubles.report("starting the views", failure);
        }
    }
}
