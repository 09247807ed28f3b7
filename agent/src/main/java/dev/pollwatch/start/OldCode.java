package dev.pollwatch.start;

import dev.pollwatch.diagnose.StackLook;
import dev.pollwatch.keepalive.RuleStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;

/**
 * The threads that were in a poll loop when it was woven. They go on in the loop's old code, in which there is no heartbeat, until they enter
 * it anew; so they get a row that says that, and that is judged by what the old code calls, where a rule names it.
 */
final class OldCode {

    /** Threads that come and go have entered the woven code by then, and need no row of this kind. */
    private static final long SETTLE_NANOS = 100_000_000;

    private final Core core;
    private final Logger logger;

    OldCode(Core core, Logger logger) {
        this.core = core;
        this.logger = logger;
    }

    /**
     * Gives each thread that is in a loop of some classes its row.
     *
     * @param classes the classes that have just been retransformed
     * @return the names of the threads, by loop
     */
    Map<String, List<String>> adopt(Set<String> classes) {
        Set<String> loops = loopsIn(classes);
        if (loops.isEmpty()) {
            return Map.of();
        }
        LockSupport.parkNanos(SETTLE_NANOS);
        LoopNumbers numbers = core.numbers();
        Map<String, List<String>> threads = new LinkedHashMap<>();
        List<String> unclear = new ArrayList<>();
        for (StackLook.In in : StackLook.threadsIn(loops::contains)) {
            List<LoopNumbers.Named> named = numbers.of(in.method());
            String thread = '"' + in.thread().getName() + '"';
            if (named.size() > 1) {
                unclear.add(thread + " is in one of the overloads of " + in.method());
            } else if (named.size() == 1 && core.adopt(in.thread(), named.get(0).id())) {
                threads.computeIfAbsent(named.get(0).name(), none -> new ArrayList<>())
                        .add(thread);
            }
        }
        // Not between the look and the adopting, which is to be over before these threads have gone on.
        threads.forEach((loop, names) -> names.forEach(name ->
                logger.info("{} {} in the loop since before it was woven; will beat when next entered", name, loop)));
        unclear.forEach(sentence ->
                logger.info("{} since before they were woven; it has no row before it enters one", sentence));
        return threads;
    }

    /** The woven poll loops of some classes, as a stack shows them: without a descriptor. Who is in a {@code call} method is in no loop by that. */
    private Set<String> loopsIn(Set<String> classes) {
        Set<String> woven = new HashSet<>(core.transformer().wovenLoopNames());
        for (RuleStatus rule : core.transformer().statuses()) {
            if (rule.kind().equals("call")) {
                woven.removeAll(rule.woven());
            }
        }
        Set<String> loops = new HashSet<>();
        for (String loop : woven) {
            if (classes.contains(loop.substring(0, loop.indexOf('#')))) {
                int descriptor = loop.indexOf('(');
                loops.add(descriptor < 0 ? loop : loop.substring(0, descriptor));
            }
        }
        return loops;
    }
}
