package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a thread pays that comes back to loops it has been in. */
class HostCostTest {

    private static final int TIMES = 20_000;

    private final Loops loops = new Loops();
    private final int outer = loops.register("com.acme.Outer#run", LoopPolicy.DEFAULT);
    private final int call = loops.register("com.acme.Consumer#poll", LoopPolicy.DEFAULT);
    private final int inner = loops.register("com.acme.Inner#poll", LoopPolicy.DEFAULT);

    @ParameterizedTest(name = "{1}")
    @CsvSource({"10, with rows", "1, with a row for one of them", "0, without a row"})
    void shouldAllocateNothingOnEnteringAndLeaving(int maxThreads, String how) {
        PollThreads threads = new PollThreads(
                loops, maxThreads, name -> false, () -> -1, thread -> 1, thread -> false, (what, failure) -> {});
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        comeAndGo(threads);
        long before = bean.getThreadAllocatedBytes(Thread.currentThread().getId());
        comeAndGo(threads);
        long allocated = bean.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertThat(allocated).as("bytes in all %d enterings, %s", TIMES, how).isLessThan(TIMES);
    }

    private void comeAndGo(PollThreads threads) {
        for (int i = 0; i < TIMES; i++) {
            threads.call(call);
            threads.progress();
            threads.each();
            AtomicLongArray words = threads.enter(outer);
            AtomicLongArray within = threads.enter(inner);
            AtomicLongArray again = threads.enter(outer);
            threads.wake(threads.fallAsleep());
            threads.call(call);
            threads.progress();
            threads.leave(again, null);
            threads.leave(within, null);
            threads.leave(words, null);
            if (i % 10 == 0) {
                threads.end();
            }
        }
    }
}
