package dev.pollwatch.weave;

import dev.pollwatch.weave.ClassPool.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds one preset against the class files of one version of its framework. */
final class PresetCheck {

    /** Where a thread waits in the JDK, a subtype's method of the same name included. */
    private static final Set<String> WAITING = Set.of(
            "sleep",
            "wait",
            "park",
            "parkNanos",
            "parkUntil",
            "await",
            "awaitNanos",
            "awaitUntil",
            "acquireSharedInterruptibly",
            "take",
            "select",
            "acquire",
            "accept",
            "yield",
            "onSpinWait");

    /** What a host hands in: a sleep line that leads there would hide a handler that hangs. */
    private static final Set<String> HANDLERS = Set.of(
            "java/lang/Runnable#run",
            "java/util/concurrent/Callable#call",
            "io/netty/channel/ChannelInboundHandler#channelRead",
            "com/lmax/disruptor/EventHandler#onEvent",
            "com/lmax/disruptor/EventHandlerBase#onEvent",
            "org/apache/kafka/clients/producer/Callback#onCompletion",
            "org/apache/kafka/clients/consumer/ConsumerRebalanceListener#onPartitionsRevoked",
            "org/apache/mina/core/service/IoHandler#messageReceived",
            "net/openhft/chronicle/core/threads/EventHandler#action",
            "org/agrona/concurrent/Agent#doWork");

    private final PresetFile file;
    private final Preset preset;
    private final ClassPool pool;
    private final List<String> wrong = new ArrayList<>();

    PresetCheck(PresetFile file, Relocation relocation, ClassPool pool) {
        this.file = file;
        this.preset = file.read(relocation);
        this.pool = pool;
    }

    /** The lines that find what they name, as the table has them. */
    Set<String> found() {
        Set<String> found = new LinkedHashSet<>();
        for (String herald : file.heralds()) {
            if (pool.hasClass(herald)) {
                found.add("herald " + herald);
            }
        }
        for (Rule rule : preset.rules()) {
            if (!methods(rule).isEmpty()) {
                found.add(rule.kind().option() + " " + rule.text());
            }
        }
        for (Rule each : preset.each()) {
            if (!methods(each).isEmpty()) {
                found.add("each " + each.text());
            }
        }
        for (String idle : new TreeSet<>(preset.idleMethods())) {
            if (!isSleep(idle) && !methods(idleRule(idle)).isEmpty()) {
                found.add("idle " + idle);
            }
        }
        return found;
    }

    /** How many poll loops are found. */
    int loops() {
        return loopMethods().size();
    }

    /** Sentences about lines that name what is there but do not mean what is there. */
    List<String> wrong() {
        wrong.clear();
        List<Method> loops = loopMethods();
        List<Method> entries =
                Stream.concat(loops.stream(), methods(RuleKind.CALL).stream()).toList();
        Set<Method> reached = pool.reachable(entries);
        reached.addAll(pool.reachable(tasksWithSleepPoints()));
        for (Method progress : methods(RuleKind.PROGRESS)) {
            require(reached.contains(progress), progress, "is reached by no loop");
        }
        for (Method sleep : methods(RuleKind.SLEEP)) {
            require(reached.contains(sleep), sleep, "is reached by no loop");
            Set<Method> below = pool.reachable(pool.implementations(sleep));
            require(below.stream().anyMatch(this::waits), sleep, "does not wait");
            below.stream()
                    .filter(method -> HANDLERS.contains(method.owner() + "#" + method.name()))
                    .forEach(handler -> require(false, sleep, "may call the host's " + handler));
        }
        for (Rule each : preset.each()) {
            methods(each).forEach(method -> require(reached.contains(method), method, "is called in no loop"));
        }
        for (Method loop : loops) {
            require(pool.reachable(List.of(loop)).stream().anyMatch(this::waits), loop, "never waits");
        }
        return wrong;
    }

    /** A pool's own tasks, which its loop runs as it runs the host's: one that waits for work is no handler. */
    private List<Method> tasksWithSleepPoints() {
        return preset.rules().stream()
                .filter(rule -> rule.kind() == RuleKind.SLEEP)
                .flatMap(
                        rule -> pool
                                .declared(((ClassPattern.Exact) rule.classes()).name(), new MethodPattern("run", "()V"))
                                .stream())
                .toList();
    }

    private void require(boolean holds, Method method, String otherwise) {
        if (!holds) {
            wrong.add(method.owner() + "#" + method.name() + method.descriptor() + " " + otherwise);
        }
    }

    private boolean waits(Method method) {
        boolean timed = method.descriptor().startsWith("(JLjava/util/concurrent/TimeUnit;)");
        return pool.isNative(method)
                || method.owner().startsWith("java/")
                        && (WAITING.contains(method.name()) || method.name().equals("poll") && timed);
    }

    private List<Method> loopMethods() {
        return methods(RuleKind.LOOP);
    }

    private List<Method> methods(RuleKind kind) {
        return preset.rules().stream()
                .filter(rule -> rule.kind() == kind)
                .flatMap(rule -> methods(rule).stream())
                .toList();
    }

    /** A loop or progress line finds only what has a loop; an exact name says nothing about the others. */
    private List<Method> methods(Rule rule) {
        boolean needsLoop = rule.kind() == RuleKind.LOOP
                || rule.kind() == RuleKind.PROGRESS && !preset.each().contains(rule);
        String className = ((ClassPattern.Exact) rule.classes()).name();
        return pool.declared(className, rule.methods()).stream()
                .filter(method -> !needsLoop || pool.loops(method) > 0)
                .toList();
    }

    private boolean isSleep(String method) {
        return preset.rules().stream()
                .anyMatch(rule -> rule.kind() == RuleKind.SLEEP && rule.text().startsWith(method));
    }

    private static Rule idleRule(String method) {
        try {
            return RuleParser.parse("sleep", method, "test");
        } catch (BadRuleException bad) {
            throw new IllegalStateException(bad);
        }
    }
}
