package dev.pollwatch.weave;

import dev.pollwatch.keepalive.RuleStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The tallies of all rules, and what the log is told of them. Thread-safe. */
final class RuleTallies {

    /** Methods left alone for each rule that the log names at WARN; further ones stand in the status. */
    private static final int WARNED = 20;

    private final Logger logger;
    private final List<RuleTally> inOrder = new ArrayList<>();
    private final Map<Rule, RuleTally> byRule = new IdentityHashMap<>();
    /** By text, since a record's own equality costs at start-up. */
    private final Map<String, Rule> byText = new HashMap<>();

    RuleTallies(Logger logger) {
        this.logger = logger;
    }

    /** Begins to count for a rule; tells whether it was not there already. */
    synchronized boolean begin(Rule rule, boolean late) {
        String text = rule.kind().option() + "=" + rule.text() + " " + rule.source();
        if (byText.putIfAbsent(text, rule) != null) {
            return false;
        }
        RuleTally tally = new RuleTally(rule, late);
        inOrder.add(tally);
        byRule.put(rule, tally);
        return true;
    }

    synchronized List<RuleStatus> statuses() {
        List<RuleStatus> statuses = new ArrayList<>();
        for (RuleTally tally : inOrder) {
            if (!tally.isIdle()) {
                statuses.add(tally.status());
            }
        }
        return statuses;
    }

    /** Forgets that methods of a class, by the beginning of their names, were woven. */
    void takeBack(String prefix) {
        List<RuleTally> all;
        synchronized (this) {
            all = List.copyOf(inOrder);
        }
        all.forEach(tally -> tally.takeBack(prefix));
    }

    /** Counts an outcome and logs it if it is news. */
    void report(Outcome outcome) {
        RuleTally tally = count(outcome);
        String reason = outcome.leftAlone();
        if (tally == null) {
            return;
        }
        if (reason == null) {
            logger.debug("Woven: {} ({} loops)", outcome.method(), outcome.loops());
        } else if (isAsExpected(outcome.rule(), reason) || tally.countLeftAlone() > WARNED) {
            logger.debug("Left alone: {} {}", outcome.method(), reason);
        } else {
            logger.warn("Left alone: {} {}", outcome.method(), reason);
            if (tally.countLeftAlone() == WARNED) {
                logger.warn(
                        "Further methods that '{}' names and that are left alone stand in the status only",
                        tally.rule().text());
            }
        }
    }

    /** Counts an outcome without a word; the tally if it is news to it, else {@code null}. */
    @Nullable
    RuleTally count(Outcome outcome) {
        if (Preset.gave(outcome.rule()) && isOfOtherVersions(outcome.leftAlone())) {
            return null;
        }
        RuleTally tally = of(outcome.rule());
        return tally != null && tally.add(outcome) ? tally : null;
    }

    /** Notes that a rule is heeded in another class than the one that it names. */
    void inherits(Rule rule, String className, String declaring) {
        RuleTally tally = Preset.gave(rule) ? null : of(rule);
        if (tally != null) {
            tally.await("is inherited from " + declaring + ", which was not seen since its rule came");
            logger.info(
                    "The rule '{}' ({}) names a method that {} inherits; it is woven where it is declared, in {}",
                    rule.text(),
                    rule.source(),
                    className,
                    declaring);
        }
    }

    private synchronized @Nullable RuleTally of(Rule rule) {
        return byRule.get(rule);
    }

    /** A preset's lines are for many versions: what one of them has no loop in, another has. */
    private static boolean isOfOtherVersions(@Nullable String reason) {
        return reason != null && (reason.startsWith(MethodPlan.NO_LOOP) || reason.startsWith(MethodPlan.ABSTRACT));
    }

    /** What the user wished, or what a pattern brings with it. */
    private static boolean isAsExpected(Rule rule, String reason) {
        return reason.startsWith(Outcome.EXCLUDED)
                || (reason.startsWith(MethodPlan.NO_LOOP) && !(rule.classes() instanceof ClassPattern.Exact));
    }
}
