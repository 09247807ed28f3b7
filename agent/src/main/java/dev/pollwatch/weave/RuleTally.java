package dev.pollwatch.weave;

import dev.pollwatch.keepalive.RuleStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what became of one rule. A method is counted once, however many loaders define its class. Thread-safe. */
final class RuleTally {

    private final Rule rule;
    private final Map<String, Integer> woven = new LinkedHashMap<>();
    private final Map<String, String> leftAlone = new LinkedHashMap<>();

    RuleTally(Rule rule) {
        this.rule = rule;
    }

    Rule rule() {
        return rule;
    }

    /** Takes in an outcome; tells whether it is news. */
    synchronized boolean add(Outcome outcome) {
        String reason = outcome.leftAlone();
        if (reason != null) {
            return !reason.equals(leftAlone.put(outcome.method(), reason));
        }
        leftAlone.remove(outcome.method());
        return woven.put(outcome.method(), outcome.loops()) == null;
    }

    /** Forgets that methods of a class, by the beginning of their names, were woven: the JVM did not take them. */
    synchronized void takeBack(String prefix) {
        woven.keySet().removeIf(method -> method.startsWith(prefix));
    }

    synchronized RuleStatus status() {
        int loops = 0;
        for (int inMethod : woven.values()) {
            loops += inMethod;
        }
        List<String> reasons = new ArrayList<>();
        leftAlone.forEach((method, reason) -> reasons.add(method + " " + reason));
        return new RuleStatus(
                rule.text(), rule.kind().option(), rule.source(), List.copyOf(woven.keySet()), loops, reasons);
    }
}
