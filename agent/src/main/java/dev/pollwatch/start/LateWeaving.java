package dev.pollwatch.start;

import dev.pollwatch.diagnose.StackLook;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.weave.Retransformer;
import dev.pollwatch.weave.Rule;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Weaves what was loaded before its rules came: after an attach, and behind another agent. A thread that is in a poll loop at that time goes on
 * in the loop's old code, in which there is no heartbeat; it is found by one look at all stacks, and gets a row that says so.
 */
final class LateWeaving {

    /** Where a look may freeze the host, it is left out if stopping all threads took longer than this just before. */
    private static final long BEARABLE_NANOS = 200_000_000;

    private final Core core;
    private final Retransformer retransformer;
    private final Logger logger;

    LateWeaving(Core core, Instrumentation instrumentation, Logger logger) {
        this.core = core;
        this.retransformer = new Retransformer(instrumentation, core.transformer());
        this.logger = logger;
    }

    /**
     * Weaves the loaded classes that the rules name.
     *
     * @param rules rules that the transformer has already
     * @param hostRuns whether the host's {@code main} has begun, so that its threads may be in loops
     * @return what became of them, in sentences
     */
    List<String> weave(List<Rule> rules, boolean hostRuns) {
        if (!hostRuns && !retransformer.anyLoaded(rules)) {
            // Nearly always, and on the host's way to its main: what follows is slow the first time.
            return List.of();
        }
        Map<String, Set<String>> before = outcomes();
        Retransformer.Done done = retransformer.weave(rules);
        List<String> sentences = new ArrayList<>();
        Map<String, List<String>> threads = done.classes().isEmpty() ? Map.of() : adopt(done, hostRuns, sentences);
        for (Map.Entry<String, Set<String>> rule : outcomes().entrySet()) {
            Set<String> news = new HashSet<>(rule.getValue());
            news.removeAll(before.getOrDefault(rule.getKey(), Set.of()));
            for (String outcome : rule.getValue()) {
                if (news.contains(outcome)) {
                    sentences.add(outcome);
                }
            }
        }
        for (RuleStatus rule : core.transformer().statuses()) {
            if (rule.unmatched() && isOneOf(rules, rule)) {
                sentences.add("no class loaded so far answers to " + rule.kind() + "=" + rule.rule()
                        + "; if that is a typo, it is not watched");
            }
        }
        for (Map.Entry<String, List<String>> loop : threads.entrySet()) {
            sentences.add(loop.getKey() + " will beat when next entered: in it since before it was woven "
                    + (loop.getValue().size() == 1 ? "is " : "are ") + String.join(", ", loop.getValue()));
        }
        return sentences;
    }

    /** Weaves a class that was loaded before a rule turned out to name a method which others inherit from it. */
    void weaveInherited(String className) {
        try {
            Retransformer.Done done = retransformer.weave(className);
            if (!done.classes().isEmpty()) {
                adopt(done, true, new ArrayList<>());
            }
        } catch (RuntimeException | LinkageError failure) {
            logger.warn("{} was loaded before its rule and could not be woven since", className, failure);
        }
    }

    private static boolean isOneOf(List<Rule> rules, RuleStatus status) {
        for (Rule rule : rules) {
            if (rule.kind().option().equals(status.kind()) && rule.text().equals(status.rule())) {
                return true;
            }
        }
        return false;
    }

    private Map<String, Set<String>> outcomes() {
        Map<String, Set<String>> outcomes = new LinkedHashMap<>();
        for (RuleStatus rule : core.transformer().statuses()) {
            Set<String> ofRule =
                    outcomes.computeIfAbsent(rule.kind() + "=" + rule.rule(), none -> new LinkedHashSet<>());
            for (String method : rule.woven()) {
                ofRule.add("woven: " + method + (rule.loops() > 0 ? "" : " (" + rule.kind() + ")"));
            }
            for (String method : rule.leftAlone()) {
                ofRule.add("left alone: " + method);
            }
        }
        return outcomes;
    }

    private Map<String, List<String>> adopt(Retransformer.Done done, boolean hostRuns, List<String> sentences) {
        if (hostRuns && done.longestNanos() > BEARABLE_NANOS && StackLook.mayFreeze()) {
            sentences.add(
                    "which threads are in these loops already was not looked at, since on this JDK and collector a look could stop"
                            + " the host for long; such loops have no row, and beat when next entered");
            return Map.of();
        }
        return new OldCode(core, logger).adopt(done.classes());
    }
}
