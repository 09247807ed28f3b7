package dev.pollwatch.weave;

import dev.pollwatch.keepalive.RuleStatus;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Weaves the classes that rules name, and gets out of the way of all others after one hash look-up, or little more where rules give
 * patterns. Whatever goes wrong, the
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
    private volatile @Nullable Consumer<String> onInherited;
    private final WovenSoFar soFar;
    private final RuleIndex index = new RuleIndex();
    private final Supertypes supertypes = new Supertypes();

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
        this.soFar = new WovenSoFar(logger);
    }

    /**
     * Adds rules for the classes that are loaded from now on; classes already loaded need to be retransformed. A rule that is
     * there already is not added again. Where several loop rules name one method, the first one's policy holds.
     *
     * @param rules the rules
     */
    public void addRules(List<Rule> rules) {
        for (Rule rule : rules) {
            if (soFar.tallies().begin(rule, false)) {
                index.add(rule);
            }
        }
    }

    /**
     * Adds rules that are read only when a class that they name is loaded. Such a rule stands in no status before it has matched
     * something.
     *
     * @param late gives the rules
     */
    public void addLateRules(LateRules late) {
        index.add(late);
    }

    /**
     * Reads the late rules of classes that are loaded already, which then need to be retransformed.
     *
     * @param loaded the classes in the JVM
     * @return the rules that were read
     */
    public List<Rule> readLateRules(Class<?>[] loaded) {
        List<Rule> read = new ArrayList<>();
        for (Class<?> each : loaded) {
            String className = each.getName().replace('.', '/');
            if (!index.late(className).isEmpty()) {
                read.addAll(readLate(className));
            }
        }
        return read;
    }

    /**
     * What became of each rule so far, in the order in which they were added.
     *
     * @return a status for each rule, without late ones that matched nothing
     */
    public List<RuleStatus> statuses() {
        return soFar.tallies().statuses();
    }

    /**
     * How many poll loops, which are methods, were woven so far; each name counts once.
     *
     * @return the number of names handed to the registry and woven
     */
    public int wovenLoops() {
        return soFar.loops().size();
    }

    /**
     * The names of these poll loops, the methods of {@code call} rules among them.
     *
     * @return a copy
     */
    public Set<String> wovenLoopNames() {
        return Set.copyOf(soFar.loops());
    }

    /**
     * Has something done once the first poll loop is woven, at once when there is one. It runs on a thread of the host that is
     * loading a class, so it must be quick and hand on what is not.
     *
     * @param action what to do; replaces an earlier one that has not run
     */
    public void onFirstLoop(Runnable action) {
        soFar.onFirstLoop(action);
    }

    /**
     * Has something done when a rule turns out to name a method that its class inherits: the class that declares it is woven when it
     * is loaded, and where that was before, it needs to be retransformed. It runs on a thread of the host that is loading a class.
     *
     * @param action gets the binary name of the class that declares the method; replaces an earlier one
     */
    public void onInheritedMethod(Consumer<String> action) {
        onInherited = action;
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
        List<Rule> exactly = index.naming(className);
        return exactly == null && (loader == null || !index.patternMayName(className, classFile))
                ? null
                : weave(className, classFile, loader, exactly, classBeingRedefined != null);
    }

    private byte @Nullable [] weave(
            String className,
            byte[] classFile,
            @Nullable ClassLoader loader,
            @Nullable List<Rule> exactly,
            boolean again) {
        List<Rule> rules = List.of();
        boolean outermost = weaving.get() == null;
        try {
            weaving.set(true);
            rules = rulesFor(className, classFile, loader, exactly, outermost);
            if (rules.isEmpty() || isHidden(className)) {
                return null;
            }
            String reason = outermost
                    ? whyNever(className, loader)
                    : "is in a class that was loaded while another was being woven";
            if (reason != null) {
                soFar.leaveAlone(className, rules, reason);
                return null;
            }
            WovenClass woven = new ClassWeaver(registry, bridge, supertypes)
                    .weave(className, classFile, loader, rules, index.sleepCalls());
            if (again) {
                // All is woven anew, from the class as its file has it; what held before may hold no more.
                soFar.takeBack(className.replace('/', '.'));
            }
            report(className, woven);
            return woven.bytes();
        } catch (Throwable failure) {
            soFar.leaveAloneAfter(failure, className, rules);
            return null;
        } finally {
            if (outermost) {
                weaving.remove();
            }
        }
    }

    /** Where patterns are asked, the JDK and the agent are passed over without a word: they are meant by nobody. */
    private List<Rule> rulesFor(
            String className,
            byte[] classFile,
            @Nullable ClassLoader loader,
            @Nullable List<Rule> exactly,
            boolean outermost) {
        List<Rule> naming = exactly;
        if (naming != null && !index.late(className).isEmpty()) {
            readLate(className);
            naming = index.naming(className);
        }
        if (outermost
                && index.patternMayName(className, classFile)
                && !isHidden(className)
                && whyNever(className, loader) == null) {
            naming = index.naming(naming, className, classFile, loader, supertypes);
        }
        return naming == null ? List.of() : naming;
    }

    /** Under a lock, so that no other loader's class of that name slips through while the rules are read. */
    private synchronized List<Rule> readLate(String className) {
        List<Rule> read = new ArrayList<>();
        for (LateRules late : index.late(className)) {
            for (Rule rule : late.of(className)) {
                if (soFar.tallies().begin(rule, true)) {
                    index.add(rule);
                    read.add(rule);
                }
            }
        }
        index.settleLate(className);
        return read;
    }

    /** Lambdas and other classes without a name that a rule could give. */
    private static boolean isHidden(String className) {
        return className.contains("/0x") || className.contains("+0x");
    }

    /** Whether a class that is loaded already is one that is never woven; said where a rule names it. */
    boolean leavesAlone(Class<?> loaded) {
        String className = loaded.getName().replace('.', '/');
        String reason = whyNever(className, loaded.getClassLoader());
        List<Rule> naming = reason == null ? null : index.naming(className);
        if (reason != null && naming != null) {
            soFar.leaveAlone(className, naming, reason);
        }
        return reason != null;
    }

    /** The JVM did not take what was woven into a class that is loaded already, which goes on as it was. */
    void refused(Class<?> loaded, String reason) {
        List<Rule> naming = index.naming(loaded.getName().replace('.', '/'));
        soFar.refused(loaded.getName(), naming == null ? List.of() : naming, reason);
    }

    /** The classes in which something is woven, by binary name. */
    Set<String> wovenClasses() {
        return soFar.classes();
    }

    private @Nullable String whyNever(String className, @Nullable ClassLoader loader) {
        if (loader == null || loader == ClassLoader.getPlatformClassLoader() || className.startsWith("jdk/internal/")) {
            return "is in a class of the JDK, which is never woven";
        }
        if (loader == WeavingTransformer.class.getClassLoader() || className.startsWith(ENTRY_CLASSES)) {
            return "is in a class of the agent";
        }
        return null;
    }

    private void report(String className, WovenClass woven) {
        soFar.add(className.replace('/', '.'), woven);
        for (WovenClass.Inherited inherited : woven.inherited()) {
            String declaring = inherited.declaring().replace('/', '.');
            if (index.add(inherited.rule(), inherited.declaring())) {
                soFar.tallies().inherits(inherited.rule(), className.replace('/', '.'), declaring);
                Consumer<String> action = onInherited;
                if (action != null) {
                    action.accept(declaring);
                }
            }
        }
        soFar.announceFirstLoop();
    }
}
