package dev.pollwatch.weave;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What became so far of the classes that rules name: kept for the status, and said in the log. Thread-safe. */
final class WovenSoFar {

    private final Logger logger;
    private final RuleTallies tallies;
    private final Set<String> loops = ConcurrentHashMap.newKeySet();
    private final Set<String> classes = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Runnable> onFirstLoop = new AtomicReference<>();

    WovenSoFar(Logger logger) {
        this.logger = logger;
        this.tallies = new RuleTallies(logger);
    }

    RuleTallies tallies() {
        return tallies;
    }

    /** The names of all poll loops, the methods of {@code call} rules among them. */
    Set<String> loops() {
        return loops;
    }

    /** The classes in which something is woven, by binary name. */
    Set<String> classes() {
        return classes;
    }

    void onFirstLoop(Runnable action) {
        onFirstLoop.set(action);
        announceFirstLoop();
    }

    void announceFirstLoop() {
        Runnable action = loops.isEmpty() ? null : onFirstLoop.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    /** Takes in what became of a class, which is named as in the source. */
    void add(String className, WovenClass woven) {
        woven.complaints().forEach(logger::warn);
        woven.outcomes().forEach(tallies::report);
        loops.addAll(woven.loopNames());
        if (woven.bytes() != null) {
            classes.add(className);
        }
    }

    /** Looks through all that was woven, so only where there is something to take back. */
    void takeBack(String className) {
        if (classes.remove(className)) {
            String prefix = className + "#";
            loops.removeIf(loop -> loop.startsWith(prefix));
            tallies.takeBack(prefix);
        }
    }

    /** The JVM did not take what was woven into a class that is loaded already. */
    void refused(String className, List<Rule> naming, String reason) {
        takeBack(className);
        logger.warn("Left alone: the class {}, which {}", className, reason);
        for (Rule rule : naming) {
            tallies.count(new Outcome(rule, className + "#" + rule.methods().name(), 0, reason));
        }
    }

    void leaveAlone(String className, List<Rule> rules, String reason) {
        for (Rule rule : rules) {
            // A sleep rule for the JDK's own methods is honoured where poll loops call them, so nothing is amiss.
            if (rule.kind() != RuleKind.SLEEP && rule.kind() != RuleKind.EXCLUDE) {
                tallies.report(new Outcome(
                        rule, className.replace('/', '.') + "#" + rule.methods().name(), 0, reason));
            }
        }
    }

    void leaveAloneAfter(Throwable failure, String className, List<Rule> rules) {
        try {
            logger.warn(
                    "Could not weave {}, which is loaded as it was: {}",
                    className.replace('/', '.'),
                    failure.toString());
            logger.debug("The failure", failure);
            for (Rule rule : rules) {
                tallies.count(new Outcome(
                        rule,
                        className.replace('/', '.') + "#" + rule.methods().name(),
                        0,
                        "could not be woven: " + failure));
            }
        } catch (Throwable atTheEndOfItsTether) {
            // Out of stack or memory even for a line in the log; the host goes on with the class as it was.
        }
    }
}
