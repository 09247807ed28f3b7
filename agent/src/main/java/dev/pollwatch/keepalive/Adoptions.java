package dev.pollwatch.keepalive;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Threads for which somebody else made a {@link HostThread}, by their Java ids, until they find it themselves. Most JVMs never have one, and
 * then this costs the host nothing but a look at {@link #any()}.
 */
final class Adoptions {

    private volatile boolean any;
    private volatile HostThread[] sortedById = {};

    boolean any() {
        return any;
    }

    synchronized void add(HostThread adopted) {
        HostThread[] known = sortedById;
        HostThread[] more = new HostThread[known.length + 1];
        int count = 0;
        for (HostThread one : known) {
            if (one.alive()) {
                more[count++] = one;
            }
        }
        more[count++] = adopted;
        HostThread[] sorted = Arrays.copyOf(more, count);
        Arrays.sort(sorted, (one, other) -> Long.compare(one.javaThreadId(), other.javaThreadId()));
        sortedById = sorted;
        any = true;
    }

    @Nullable
    HostThread find(Thread thread, long javaThreadId) {
        HostThread[] sorted = sortedById;
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle].javaThreadId() < javaThreadId) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        // A host may have overridden getId(), so several may claim one id.
        for (int at = from; at < sorted.length && sorted[at].javaThreadId() == javaThreadId; at++) {
            if (sorted[at].thread() == thread) {
                return sorted[at];
            }
        }
        return null;
    }
}
