package dev.pollwatch.diagnose;

import dev.pollwatch.os.TaskLook;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How each thread was seen when it was first asked about, which is half of {@code dead-after} before it can be called DEAD. So one that got no
 * CPU until then is told from one that waits, though it may have gone on before it was looked at for the reason.
 */
public final class EarlierLooks {

    /** Of more threads than that, those that were seen last. */
    private static final int MOST = 4096;

    private final Map<Long, TaskLook> byTid = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, TaskLook> eldest) {
            return size() > MOST;
        }
    };

    /** Looks at a thread and remembers it in place of what was seen before; one without a tid is not remembered. */
    TaskLook lookAt(long tid) {
        TaskLook look = TaskLook.at(tid);
        if (tid >= 0) {
            put(tid, look);
        }
        return look;
    }

    void put(long tid, TaskLook look) {
        synchronized (byTid) {
            byTid.remove(tid);
            byTid.put(tid, look);
        }
    }

    /** How it was seen, {@code null} where it was not. */
    @Nullable
    TaskLook of(long tid) {
        synchronized (byTid) {
            return byTid.get(tid);
        }
    }
}
