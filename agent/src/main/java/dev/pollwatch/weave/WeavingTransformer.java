package dev.pollwatch.weave;

import dev.pollwatch.keepalive.RuleStatus;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Weaves the classes that rules name, and gets out of the way of all others after one hash look-up. Whatever goes wrong, the
 * class is loaded as it was: an exception here would otherwise reach nobody, and bad bytes would end the host.
 *
 * <p>Fit for retransformation: no member is ever added. Nothing of the bootstrap and platform loaders is woven, and nothing of
 * the agent's own.
 */
public final class WeavingTransformer implements ClassFileTransformer {

    private static final String ENTRY_CLASSES = "dev/pollwatch/entry/";

    private final Logger logger;
    private final LoopRegistry registry;
    private final String bridge;
    private final ThreadLocal<Boolean> weaving = new ThreadLocal<>();
    private final Set<String> wovenLoops = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Runnable> onFirstLoop = new AtomicReference<>();
    private volatile List<RuleTally> tallies = List.of();
    private volatile RuleIndex index = new RuleIndex(List.of());

    /**
     * Creates a transformer without rules, which weaves into classes the hooks of {@link Bridge}.
     *
     * @param logger for methods left alone and failures (WARN) and for methods woven (DEBUG)
     * @param registry numbers the loops
     */
    public WeavingTransformer(Logger logger, LoopRegistry registry) {
        this(logger, registry, Bridge.INTERNAL_NAME);
    }

    WeavingTransformer(Logger logger, LoopRegistry registry, String bridge) {
        this.logger = logger;
        this.registry = registry;
        this.bridge = bridge;
    }

    /**
     * Adds rules for the classes that are loaded from now on; classes already loaded need to be retransformed. A rule that is
     * there already is not added again. Where several loop rules name one method, the first one's policy holds.
     *
     * @param rules the rules
     */
    public synchronized void addRules(List<Rule> rules) {
        List<RuleTally> more = new ArrayList<>(tallies);
        List<Rule> all = new ArrayList<>();
        for (RuleTally tally : more) {
            all.add(tally.rule());
        }
        for (Rule rule : rules) {
            if (!contains(all, rule)) {
                all.add(rule);
                more.add(new RuleTally(rule));
            }
        }
        tallies = more;
        index = new RuleIndex(all);
    }

    /**
     * What became of each rule so far, in the order in which they were added.
     *
     * @return a status for each rule
     */
    public List<RuleStatus> statuses() {
        return tallies.stream().map(RuleTally::status).toList();
    }

    /**
     * How many poll loops, which are methods, were woven so far; each name counts once.
     *
     * @return the number of names handed to the registry and woven
     */
    public int wovenLoops() {
        return wovenLoops.size();
    }

    /**
     * Has something done once the first poll loop is woven, at once when there is one. It runs on a thread of the host that is
     * loading a class, so it must be quick and hand on what is not.
     *
     * @param action what to do; replaces an earlier one that has not run
     */
    public void onFirstLoop(Runnable action) {
        onFirstLoop.set(action);
        announceFirstLoop();
    }

    /**
     * Weaves a small class of the agent's own for nobody, so that the first match finds Byte Buddy and ASM loaded and warm.
     * For a background thread; does nothing that can be seen from outside.
     */
    public void warmUp() {
        try {
            WarmUp.run(bridge);
        } catch (Throwable failure) {
            logger.debug("Warming up the weaver failed", failure);
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> classBeingRedefined,
            @Nullable ProtectionDomain protectionDomain,
            byte[] classFile) {
        if (className == null) {
            return null;
        }
        RuleIndex rules = index;
        List<Rule> naming = rules.naming(className);
        return naming == null
                ? null
                : weave(className, classFile, loader, naming, rules.sleepCalls(), classBeingRedefined != null);
    }

    private byte @Nullable [] weave(
            String className,
            byte[] classFile,
            @Nullable ClassLoader loader,
            List<Rule> rules,
            List<CallPattern> sleepCalls,
            boolean again) {
        try {
            String reason = whyNever(className, loader);
            if (reason != null) {
                leaveAlone(className, rules, reason);
                return null;
            }
            weaving.set(true);
            try {
                WovenClass woven =
                        new ClassWeaver(registry, bridge).weave(className, classFile, loader, rules, sleepCalls);
                if (again) {
                    // All is woven anew, from the class as its file has it; what held before may hold no more.
                    takeBack(className.replace('/', '.') + "#");
                }
                report(woven);
                return woven.bytes();
            } finally {
                weaving.remove();
            }
        } catch (Throwable failure) {
            leaveAloneAfter(failure, className, rules);
            return null;
        }
    }

    /** Whether a class that is loaded already is one that is never woven; said where a rule names it. */
    boolean leavesAlone(Class<?> loaded) {
        String className = loaded.getName().replace('.', '/');
        String reason = whyNever(className, loaded.getClassLoader());
        List<Rule> naming = reason == null ? null : index.naming(className);
        if (reason != null && naming != null) {
            leaveAlone(className, naming, reason);
        }
        return reason != null;
    }

    /** The JVM did not take what was woven into a class that is loaded already, which goes on as it was. */
    void refused(Class<?> loaded, String reason) {
        String prefix = loaded.getName() + "#";
        List<Rule> naming = index.naming(loaded.getName().replace('.', '/'));
        takeBack(prefix);
        logger.warn("Left alone: the class {}, which {}", loaded.getName(), reason);
        for (Rule rule : naming == null ? List.<Rule>of() : naming) {
            tally(new Outcome(rule, prefix + rule.methods().name(), 0, reason));
        }
    }

    private void takeBack(String prefix) {
        wovenLoops.removeIf(loop -> loop.startsWith(prefix));
        for (RuleTally tally : tallies) {
            tally.takeBack(prefix);
        }
    }

    /** The classes that have a woven poll loop, by binary name. */
    Set<String> wovenClasses() {
        Set<String> classes = new HashSet<>();
        for (String loop : wovenLoops) {
            classes.add(loop.substring(0, loop.indexOf('#')));
        }
        return classes;
    }

    private @Nullable String whyNever(String className, @Nullable ClassLoader loader) {
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            return "is in a class of the JDK, which is never woven";
        }
        if (loader == WeavingTransformer.class.getClassLoader() || className.startsWith(ENTRY_CLASSES)) {
            return "is in a class of the agent";
        }
        return weaving.get() != null ? "is in a class that was loaded while another was being woven" : null;
    }

    private void leaveAlone(String className, List<Rule> rules, String reason) {
        for (Rule rule : rules) {
            // A sleep rule for the JDK's own methods is honoured where poll loops call them, so nothing is amiss.
            if (rule.kind() == RuleKind.LOOP) {
                report(new Outcome(
                        rule, className.replace('/', '.') + "#" + rule.methods().name(), 0, reason));
            }
        }
    }

    private void leaveAloneAfter(Throwable failure, String className, List<Rule> rules) {
        try {
            logger.warn(
                    "Could not weave {}, which is loaded as it was: {}",
                    className.replace('/', '.'),
                    failure.toString());
            logger.debug("The failure", failure);
            for (Rule rule : rules) {
                tally(new Outcome(
                        rule,
                        className.replace('/', '.') + "#" + rule.methods().name(),
                        0,
                        "could not be woven: " + failure));
            }
        } catch (Throwable atTheEndOfItsTether) {
            // Out of stack or memory even for a line in the log; the host goes on with the class as it was.
        }
    }

    private void report(WovenClass woven) {
        woven.complaints().forEach(logger::warn);
        woven.outcomes().forEach(this::report);
        wovenLoops.addAll(woven.loopNames());
        announceFirstLoop();
    }

    private void report(Outcome outcome) {
        if (!tally(outcome)) {
            return;
        }
        String reason = outcome.leftAlone();
        if (reason == null) {
            logger.debug("Woven: {} ({} loops)", outcome.method(), outcome.loops());
        } else {
            logger.warn("Left alone: {} {}", outcome.method(), reason);
        }
    }

    private boolean tally(Outcome outcome) {
        for (RuleTally tally : tallies) {
            if (tally.rule() == outcome.rule()) {
                return tally.add(outcome);
            }
        }
        return false;
    }

    private static boolean contains(List<Rule> rules, Rule sought) {
        for (Rule rule : rules) {
            if (rule.isSameAs(sought)) {
                return true;
            }
        }
        return false;
    }

    private void announceFirstLoop() {
        Runnable action = wovenLoops.isEmpty() ? null : onFirstLoop.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }
}
