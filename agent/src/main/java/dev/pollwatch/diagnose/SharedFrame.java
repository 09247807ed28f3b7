package dev.pollwatch.diagnose;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a thread that runs goes round in: what two of its stacks share. */
final class SharedFrame {

    private SharedFrame() {}

    /**
     * The deepest frame that two stacks share, counted from their outermost on. In it the thread was both times; what it calls from there is
     * another thing each time. The frame of a method reference tells nothing; then it is the one of its caller.
     *
     * @param one a stack, the innermost frame first
     * @param other another of the same thread
     * @return the frame as the second stack has it; {@code null} where they share none
     */
    static @Nullable StackTraceElement of(List<StackTraceElement> one, List<StackTraceElement> other) {
        StackTraceElement shared = null;
        int depth = Math.min(one.size(), other.size());
        for (int i = 1; i <= depth; i++) {
            StackTraceElement mine = one.get(one.size() - i);
            StackTraceElement its = other.get(other.size() - i);
            if (!mine.getClassName().equals(its.getClassName())
                    || !mine.getMethodName().equals(its.getMethodName())) {
                return shared;
            }
            shared = Frames.ofALambdaClass(its) && shared != null ? shared : its;
            if (mine.getLineNumber() != its.getLineNumber()) {
                // It has moved on in this one, so what stands above was called anew.
                return shared;
            }
        }
        return shared;
    }
}
