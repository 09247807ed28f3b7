package dev.pollwatch.start;

import dev.pollwatch.keepalive.LoopPolicy;
import dev.pollwatch.keepalive.Loops;
import dev.pollwatch.weave.LoopRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Numbers the loops for the weaver, and knows them by what a stack shows of them, which is class and method and no descriptor. */
final class LoopNumbers implements LoopRegistry {

    private final Loops loops;
    private final Map<String, List<Named>> byMethod = new ConcurrentHashMap<>();

    /** A loop's number and its name. */
    record Named(int id, String name) {}

    LoopNumbers(Loops loops) {
        this.loops = loops;
    }

    @Override
    public synchronized int register(String loopName, LoopPolicy policy) {
        int id = loops.register(loopName, policy);
        int descriptor = loopName.indexOf('(');
        String method = descriptor < 0 ? loopName : loopName.substring(0, descriptor);
        Named named = new Named(id, loopName);
        List<Named> known = byMethod.get(method);
        if (known == null || !known.contains(named)) {
            List<Named> more = known == null ? new ArrayList<>() : new ArrayList<>(known);
            more.add(named);
            byMethod.put(method, more);
        }
        return id;
    }

    /** The loops that {@code class#method} may stand for: more than one where overloads are both woven. */
    List<Named> of(String method) {
        return byMethod.getOrDefault(method, List.of());
    }
}
