package dev.pollwatch.weave;

import dev.pollwatch.keepalive.RuleStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts what became of one rule. A method is counted once, however many loaders define its class. Adding takes the same time however
 * many there are, and what is shown is bounded. Thread-safe.
 */
final class RuleTally {

    /** Methods that a status names, woven ones and those left alone each; of more it gives the number. */
    static final int SHOWN = 200;

    private final Rule rule;
    private final boolean late;
    private final Map<String, Integer> woven = new LinkedHashMap<>();
    private final Map<String, String> leftAlone = new LinkedHashMap<>();
    private long loops;

    /**
     * Creates a tally.
     *
     * @param rule the rule
     * @param late whether nobody gave it himself, so that it is no typo when it matches nothing
     */
    RuleTally(Rule rule, boolean late) {
        this.rule = rule;
        this.late = late;
    }

    Rule rule() {
        return rule;
    }

    /** Whether nothing needs to be said of it. */
    synchronized boolean isIdle() {
        return late && woven.isEmpty() && leftAlone.isEmpty();
    }

    /** Takes in an outcome; tells whether it is news. */
    synchronized boolean add(Outcome outcome) {
        String reason = outcome.leftAlone();
        if (reason != null) {
            return !reason.equals(leftAlone.put(outcome.method(), reason));
        }
        leftAlone.remove(outcome.method());
        if (!leftAlone.isEmpty() && rule.classes() instanceof ClassPattern.Exact) {
            leftAlone.remove(namedMethod()); // it was waiting for the class from which the named one inherits
        }
        if (woven.putIfAbsent(outcome.method(), outcome.loops()) != null) {
            return false;
        }
        loops += outcome.loops();
        return true;
    }

    /** The method that the rule names is inherited, and the class that declares it was not seen yet. */
    synchronized void await(String reason) {
        if (woven.isEmpty()) {
            leftAlone.putIfAbsent(namedMethod(), reason);
        }
    }

    private String namedMethod() {
        return rule.classes().name() + "#" + rule.methods().name();
    }

    synchronized int countLeftAlone() {
        return leftAlone.size();
    }

    /** Forgets that methods of a class, by the beginning of their names, were woven: the JVM did not take them. */
    synchronized void takeBack(String prefix) {
        for (Iterator<Map.Entry<String, Integer>> each = woven.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, Integer> method = each.next();
            if (method.getKey().startsWith(prefix)) {
                loops -= method.getValue();
                each.remove();
            }
        }
    }

    synchronized RuleStatus status() {
        List<String> methods = new ArrayList<>();
        for (String method : woven.keySet()) {
            if (isFull(methods, woven.size())) {
                break;
            }
            methods.add(method);
        }
        List<String> reasons = new ArrayList<>();
        for (Map.Entry<String, String> one : leftAlone.entrySet()) {
            if (isFull(reasons, leftAlone.size())) {
                break;
            }
            reasons.add(one.getKey() + " " + one.getValue());
        }
        return new RuleStatus(
                rule.text(),
                rule.kind().option(),
                rule.source(),
                methods,
                (int) Math.min(loops, Integer.MAX_VALUE),
                reasons);
    }

    private static boolean isFull(List<String> shown, int all) {
        if (shown.size() < SHOWN) {
            return false;
        }
        shown.add(String.format(Locale.ROOT, "and %,d more", all - SHOWN));
        return true;
    }
}
