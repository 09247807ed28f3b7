package dev.pollwatch.diagnose;

import dev.pollwatch.keepalive.IdleProbe;
import dev.pollwatch.os.CurrentThread;
import dev.pollwatch.os.LinuxTasks;
import dev.pollwatch.os.TaskNow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel first: a thread that runs is busy, and one that still sleeps and has not given up the CPU since it was last looked at is
 * where it was. Only of the others the stack is taken, and judged by {@link IdleFrames}. The kernel's system call or wait channel would not
 * do instead: a handler may well wait in {@code epoll_wait} or on a futex.
 */
public final class StackIdleProbe implements IdleProbe {

    /** A thread that naps all the time may be caught in one of its moments awake, or of its stack between two naps; so it is asked so often. */
    private static final int TRIES = 4;

    private static final long BETWEEN_TRIES_NANOS = 300_000L;

    /** Where stacks stop all threads, at least so many times as long as some took is left to the host before the next. */
    private static final int REST = 4;

    private static final long LONGEST_REST_NANOS = 20_000_000L;

    private final IdleHints hints;
    private final Stacks stacks;
    private final EarlierLooks earlier;
    private final IdleFrames frames = IdleFrames.load();
    private final Place place = new Place();

    /**
     * Makes one for this JVM.
     *
     * @param hints what is known of the loops' frameworks
     * @param moves of each poll thread that is awake in its loop, by its OS thread id, a number that its next move changes: while one of
     *     them runs and does not move, a stack of any thread may stop all others for long
     * @param earlier is to hear how each was seen at first
     */
    public StackIdleProbe(IdleHints hints, Supplier<Map<Long, Long>> moves, EarlierLooks earlier) {
        this(hints, new Stacks(moves), earlier);
    }

    StackIdleProbe(IdleHints hints, Stacks stacks, EarlierLooks earlier) {
        this.hints = hints;
        this.stacks = stacks;
        this.earlier = earlier;
    }

    @Override
    public void prepare() {
        // The first time loads classes, which can take as long as a short dead-after.
        Thread self = Thread.currentThread();
        Question rehearsal = new Question("", "", self, CurrentThread.tid(), CurrentThread.javaId(self), null, null);
        glance(rehearsal);
        frames.judge(stacks.rehearse(), rehearsal.loop(), hints.of(rehearsal.loop()));
    }

    @Override
    public @Nullable Answer glance(Question question) {
        Thread thread = question.thread();
        if (thread == null || !thread.isAlive()) {
            return Answer.UNKNOWN;
        }
        Answer last = question.last();
        TaskNow now = last == null ? earlier.lookAt(question.tid()).now() : LinuxTasks.now(question.tid());
        if (now.state().isEmpty()) {
            // A virtual thread, or no /proc: Java knows less, and no count that would tell two waits from one.
            return waits(thread) ? null : new Answer(Kind.BUSY, "", -1);
        }
        boolean moved = last != null && last.mark() >= 0 && last.mark() != now.voluntarySwitches();
        if (!now.sleeps()) {
            // One that has slept since it was last asked about may only nap and be awake just now, or wait for a CPU
            // after a nap: where that is, its stack tells.
            return moved && now.state().equals("R") ? null : new Answer(Kind.BUSY, "", now.voluntarySwitches());
        }
        // What the kernel alone found busy has the mark of a thread that ran; asleep since then, it has another.
        return last != null && last.mark() >= 0 && !moved ? last : null;
    }

    @Override
    public void look(List<Question> questions, BiConsumer<Question, Answer> answers) {
        long begun = System.nanoTime();
        List<Question> left = questions;
        for (int tries = TRIES; !left.isEmpty(); tries--) {
            if (tries < TRIES) {
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
            left = lookOnce(left, answers, tries > 1);
        }
        if (stacks.stopsAll()) {
            LockSupport.parkNanos(Math.min(LONGEST_REST_NANOS, REST * (System.nanoTime() - begun)));
        }
    }

    /** Gives those that moved while they were looked at, if they may be looked at again. */
    private List<Question> lookOnce(List<Question> questions, BiConsumer<Question, Answer> answers, boolean mayAgain) {
        List<Question> present = new ArrayList<>();
        List<Stacks.Target> targets = new ArrayList<>();
        List<TaskNow> before = new ArrayList<>();
        for (Question question : questions) {
            Thread thread = question.thread();
            if (thread == null || !thread.isAlive()) {
                answers.accept(question, Answer.UNKNOWN);
                continue;
            }
            present.add(question);
            targets.add(new Stacks.Target(thread, question.tid(), question.javaThreadId()));
            before.add(LinuxTasks.now(question.tid()));
        }
        List<Stacks.Taken> taken = stacks.ofWaiting(targets);
        List<Question> again = new ArrayList<>();
        for (int i = 0; i < taken.size(); i++) {
            Question question = present.get(i);
            // Before the look after, so that it is of the same wait.
            String where = stacks.stopsAll() ? place.of(targets.get(i)) : "";
            TaskNow after = LinuxTasks.now(question.tid());
            boolean unmoved = after.sleeps() && after.equals(before.get(i));
            Answer answer = taken.get(i).later()
                    ? withoutStack(question, where, unmoved ? after.voluntarySwitches() : -1)
                    : judge(question, targets.get(i).thread(), taken.get(i), where, unmoved, after);
            boolean moved = !unmoved && !after.state().isEmpty();
            if (moved && answer.kind() == Kind.BUSY && mayAgain) {
                again.add(question);
            } else {
                answers.accept(question, answer);
            }
        }
        return again;
    }

    /** Where no stack can be had just now: one that waits where it was found idle before is idle. */
    private static Answer withoutStack(Question question, String where, long mark) {
        Answer idle = question.idle();
        if (idle == null || where.isEmpty() || !where.equals(idle.place())) {
            return new Answer(Kind.NOT_NOW, "", -1);
        }
        return new Answer(Kind.IDLE, idle.detail(), mark, where);
    }

    private Answer judge(
            Question question, Thread thread, Stacks.Taken stack, String where, boolean unmoved, TaskNow after) {
        long mark = unmoved ? after.voluntarySwitches() : -1;
        if (stack.frames().isEmpty()) {
            return Answer.UNKNOWN;
        }
        IdleFrames.Found found = frames.judge(stack.frames(), question.loop(), hints.of(question.loop()));
        return switch (found.match()) {
            // Object.wait stands on the stack in the same way while it only waits to get the monitor back.
            case IDLE ->
                thread.getState() == Thread.State.BLOCKED
                        ? new Answer(Kind.BUSY, "", mark)
                        : new Answer(Kind.IDLE, "idle in " + found.idleMethod(), mark, unmoved ? where : "");
            case BUSY -> new Answer(Kind.BUSY, "", mark);
            case ABSENT -> new Answer(Kind.ABSENT, "", mark);
        };
    }

    @Override
    public boolean waits(Thread thread, long tid) {
        return mayWait(thread, tid);
    }

    /**
     * Whether a thread waits at this moment, by what the kernel says, and by what Java says where the kernel knows nothing of it.
     *
     * @param thread the thread
     * @param tid its OS thread id, −1 unknown
     * @return {@code false} where it runs
     */
    public static boolean mayWait(Thread thread, long tid) {
        String state = LinuxTasks.stateNow(tid);
        return state.isEmpty() ? waits(thread) : state.equals("S");
    }

    private static boolean waits(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }
}
