package dev.pollwatch.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does at once what does not load the machine. */
final class SideBySide {

    private SideBySide() {}

    /**
     * Does all of it; blocks until the last is done.
     *
     * @param parts what to do
     * @return what came of it, in the order of the parts
     */
    static List<Endurance> run(List<Callable<List<Endurance>>> parts) {
        ExecutorService pool = Executors.newFixedThreadPool(parts.size());
        try {
            List<Endurance> seen = new ArrayList<>();
            for (Future<List<Endurance>> part : pool.invokeAll(parts)) {
                seen.addAll(part.get());
            }
            return seen;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }
}
