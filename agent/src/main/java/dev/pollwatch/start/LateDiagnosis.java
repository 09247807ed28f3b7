package dev.pollwatch.start;

import dev.pollwatch.diagnose.EarlierLooks;
import dev.pollwatch.diagnose.IdleHints;
import dev.pollwatch.diagnose.StackIdleProbe;
import dev.pollwatch.diagnose.StallDiagnoser;
import dev.pollwatch.keepalive.Diagnoser;
import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.IdleProbe;
import dev.pollwatch.keepalive.Watch;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the real ones at the first case: they ask the JVM's management classes, which must not be touched before {@code main}. */
final class LateDiagnosis implements Diagnoser, IdleProbe {

    private final IdleHints hints;
    private volatile @Nullable Watch watch;
    private @Nullable Diagnoser diagnoser;
    private @Nullable IdleProbe idleProbe;
    private @Nullable EarlierLooks earlier;

    /** Only reads words, so it may be asked at any time. */
    private final Supplier<Map<Long, Long>> moves = new Supplier<>() {
        @Override
        public Map<Long, Long> get() {
            Watch present = watch;
            return present == null ? Map.of() : present.moves();
        }
    };

    LateDiagnosis(IdleHints hints) {
        this.hints = hints;
    }

    void watch(Watch made) {
        watch = made;
    }

    @Override
    public void diagnose(List<Case> cases, BiConsumer<Case, Diagnosis> results) {
        diagnoser().diagnose(cases, results);
    }

    @Override
    public String stackOf(@Nullable Thread thread, long tid) {
        return diagnoser().stackOf(thread, tid);
    }

    @Override
    public boolean waits(Thread thread, long tid) {
        // Not by the real one, which may just be being made.
        return StackIdleProbe.mayWait(thread, tid);
    }

    @Override
    public void prepare() {
        idleProbe().prepare();
    }

    @Override
    public @Nullable Answer glance(Question question) {
        return idleProbe().glance(question);
    }

    @Override
    public void look(List<Question> questions, BiConsumer<Question, Answer> answers) {
        idleProbe().look(questions, answers);
    }

    private synchronized Diagnoser diagnoser() {
        Diagnoser made = diagnoser;
        if (made == null) {
            made = new StallDiagnoser(moves, earlier());
            diagnoser = made;
        }
        return made;
    }

    private synchronized IdleProbe idleProbe() {
        IdleProbe made = idleProbe;
        if (made == null) {
            made = new StackIdleProbe(hints, moves, earlier());
            idleProbe = made;
        }
        return made;
    }

    private synchronized EarlierLooks earlier() {
        EarlierLooks made = earlier;
        if (made == null) {
            made = new EarlierLooks();
            earlier = made;
        }
        return made;
    }
}
