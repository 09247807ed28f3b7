package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All rules, laid out for the question that is asked for each class loaded: does any of them name it? Rules are added and never
 * removed. Thread-safe; asking takes no lock.
 */
final class RuleIndex {

    private final ConcurrentHashMap<String, Named> byClass = new ConcurrentHashMap<>();
    private final Map<Rule, Integer> order = new IdentityHashMap<>();
    private volatile PatternRules patterns = PatternRules.NONE;
    private volatile List<CallPattern> sleepCalls = List.of();

    synchronized void add(Rule rule) {
        order.put(rule, order.size());
        if (rule.classes() instanceof ClassPattern.Exact exact) {
            add(rule, exact.internalName());
        } else {
            patterns = patterns.and(rule);
        }
        if (rule.kind() == RuleKind.SLEEP) {
            List<CallPattern> more = new ArrayList<>(sleepCalls);
            more.add(CallPattern.of(rule));
            sleepCalls = more;
        }
    }

    /** Has a rule name one more class, by its internal name; tells whether it did not before. */
    synchronized boolean add(Rule rule, String className) {
        Named named = named(className);
        for (Rule known : named.rules) {
            if (known == rule) { // by identity: a record's own equality costs at start-up
                return false;
            }
        }
        List<Rule> more = new ArrayList<>(named.rules);
        more.add(rule);
        named.rules = more;
        return true;
    }

    synchronized void add(LateRules late) {
        for (String className : late.classNames()) {
            Named named = named(className);
            List<LateRules> more = new ArrayList<>(named.late);
            more.add(late);
            named.late = more;
        }
    }

    private Named named(String className) {
        Named named = byClass.get(className);
        if (named == null) {
            named = new Named();
            byClass.put(className, named);
        }
        return named;
    }

    /** The rules that give the class's own name, or {@code null}; one hash look-up. */
    @Nullable
    List<Rule> naming(String className) {
        Named named = byClass.get(className);
        return named == null ? null : named.rules;
    }

    /** What is to be read before {@link #naming} tells all, and then to be settled; mostly empty. */
    List<LateRules> late(String className) {
        Named named = byClass.get(className);
        return named == null ? List.of() : named.late;
    }

    synchronized void settleLate(String className) {
        named(className).late = List.of();
    }

    /** Whether a rule with a pattern may name the class; asks no loader. */
    boolean patternMayName(String className, byte[] classFile) {
        return patterns != PatternRules.NONE && patterns.mayName(className, classFile);
    }

    /**
     * All rules that may name methods of a class, in the order in which they were given, so that the first one decides.
     *
     * @param exactly what {@link #naming(String)} gave
     * @param className internal name
     * @param classFile its bytes
     * @param loader its loader
     * @param supertypes what is known of them
     * @return the rules, {@code null} for none; a pattern that only excludes is no reason to look into a class
     */
    @Nullable
    List<Rule> naming(
            @Nullable List<Rule> exactly,
            String className,
            byte[] classFile,
            @Nullable ClassLoader loader,
            Supertypes supertypes) {
        List<Rule> byPattern = patterns.naming(className, classFile, loader, supertypes);
        if (exactly != null) {
            return byPattern.isEmpty() ? exactly : inOrder(exactly, byPattern);
        }
        for (Rule rule : byPattern) {
            if (rule.kind() != RuleKind.EXCLUDE) {
                return inOrder(byPattern, List.of());
            }
        }
        return null;
    }

    /** Whether a loaded class may be meant; its file, as its loader shows it, is read only if need be. */
    boolean mayName(Class<?> loaded, Supertypes supertypes) {
        String className = loaded.getName().replace('.', '/');
        if (byClass.containsKey(className)) {
            return true;
        }
        ClassLoader loader = loaded.getClassLoader();
        boolean ofTheJdk = loader == null || loader == ClassLoader.getPlatformClassLoader();
        if (ofTheJdk || !patterns.mayName(className)) {
            return false;
        }
        byte[] file = ClassFiles.read(className, loader);
        return file == null || naming(null, className, file, loader, supertypes) != null;
    }

    private List<Rule> inOrder(List<Rule> some, List<Rule> others) {
        List<Rule> all = new ArrayList<>(some);
        all.addAll(others);
        synchronized (this) {
            all.sort(Comparator.comparingInt(order::get));
        }
        return all;
    }

    /** The calls that {@code sleep} rules make sleep points. */
    List<CallPattern> sleepCalls() {
        return sleepCalls;
    }

    private static final class Named {
        volatile List<Rule> rules = List.of();
        volatile List<LateRules> late = List.of();
    }
}
