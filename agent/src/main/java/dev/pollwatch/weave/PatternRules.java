package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that name classes otherwise than by one name, asked about each class that is loaded; cheap questions come first. What
 * they answer may be a class too many and never one too few: {@link MethodCollector} looks closer. Immutable.
 */
final class PatternRules {

    static final PatternRules NONE = new PatternRules(new Entry[0], new Entry[0], new Entry[0]);

    private static final List<String> OBJECT_ONLY = List.of("java/lang/Object");

    private final Entry[] globs;
    private final Entry[] subtypes;
    private final Entry[] annotated;

    private PatternRules(Entry[] globs, Entry[] subtypes, Entry[] annotated) {
        this.globs = globs;
        this.subtypes = subtypes;
        this.annotated = annotated;
    }

    PatternRules and(Rule rule) {
        Entry entry = new Entry(rule);
        if (rule.classes() instanceof ClassPattern.Glob) {
            return new PatternRules(with(globs, entry), subtypes, annotated);
        }
        return rule.classes() instanceof ClassPattern.Subtypes
                ? new PatternRules(globs, with(subtypes, entry), annotated)
                : new PatternRules(globs, subtypes, with(annotated, entry));
    }

    private static Entry[] with(Entry[] entries, Entry last) {
        Entry[] more = new Entry[entries.length + 1];
        System.arraycopy(entries, 0, more, 0, entries.length);
        more[entries.length] = last;
        return more;
    }

    /** Whether a class of that name may be meant, so that its file is worth a look. */
    boolean mayName(String className) {
        boolean may = subtypes.length > 0 || annotated.length > 0;
        for (int i = 0; !may && i < globs.length; i++) {
            may = ((ClassPattern.Glob) globs[i].rule.classes()).matches(className);
        }
        return may;
    }

    /** Whether {@link #naming} is worth asking; no loader is asked here, so that nothing of the host's can come in between. */
    boolean mayName(String className, byte[] classFile) {
        for (Entry entry : globs) {
            if (((ClassPattern.Glob) entry.rule.classes()).matches(className)) {
                return true;
            }
        }
        if (subtypes.length == 0 && annotated.length == 0) {
            return false;
        }
        ClassHeader header = ClassHeader.of(classFile);
        if (header == null) {
            return false;
        }
        for (Entry entry : annotated) {
            if (header.holds(entry.annotation)) {
                return true;
            }
        }
        boolean extendsNothing = subtypes.length > 0 && header.supertypes().equals(OBJECT_ONLY);
        for (Entry entry : subtypes) {
            if ((!extendsNothing || className.equals(entry.type))
                    && (entry.method == null || header.holds(entry.method))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Finds the rules that may name methods of a class.
     *
     * @param className internal name
     * @param classFile its bytes
     * @param loader its loader, asked for class files of supertypes only where the rest fits
     * @param supertypes what is known of them
     * @return the rules, empty for none
     */
    List<Rule> naming(String className, byte[] classFile, @Nullable ClassLoader loader, Supertypes supertypes) {
        Question question = new Question(className, classFile, loader, supertypes);
        for (Entry entry : globs) {
            if (((ClassPattern.Glob) entry.rule.classes()).matches(className) && question.mayHoldMethodOf(entry)) {
                question.yes(entry.rule);
            }
        }
        for (Entry entry : subtypes) {
            if (question.mayHoldMethodOf(entry) && question.isSubtypeOf(entry.type)) {
                question.yes(entry.rule);
            }
        }
        for (Entry entry : annotated) {
            if (question.holds(entry.annotation) && question.mayHoldMethodOf(entry)) {
                question.yes(entry.rule);
            }
        }
        return question.answer();
    }

    /** A rule with what is made of its texts once. */
    private static final class Entry {

        private static final byte[] NOTHING = {};

        private final Rule rule;
        private final String type;
        private final byte[] annotation;
        private final byte @Nullable [] method;

        Entry(Rule rule) {
            this.rule = rule;
            type = rule.classes().internalName();
            annotation = rule.classes() instanceof ClassPattern.Annotated annotated
                    ? ClassHeader.encoded(annotated.descriptor())
                    : NOTHING;
            String telltale = rule.methods().telltale();
            method = telltale == null ? null : ClassHeader.encoded(telltale);
        }
    }

    /** One class that is asked about; its file is read at most once, and only if need be. */
    private static final class Question {

        private final String className;
        private final byte[] classFile;
        private final @Nullable ClassLoader loader;
        private final Supertypes supertypes;
        private @Nullable ClassHeader header;
        private @Nullable List<String> above;
        private @Nullable List<Rule> found;

        Question(String className, byte[] classFile, @Nullable ClassLoader loader, Supertypes supertypes) {
            this.className = className;
            this.classFile = classFile;
            this.loader = loader;
            this.supertypes = supertypes;
        }

        boolean mayHoldMethodOf(Entry entry) {
            return entry.method == null || holds(entry.method);
        }

        boolean holds(byte[] text) {
            ClassHeader read = header();
            return read != null && read.holds(text);
        }

        boolean isSubtypeOf(String type) {
            if (className.equals(type)) {
                return true;
            }
            List<String> direct = above;
            if (direct == null) {
                ClassHeader read = header();
                direct = read == null ? List.of() : read.supertypes();
                above = direct;
            }
            return supertypes.lead(direct, type, loader);
        }

        void yes(Rule rule) {
            List<Rule> rules = found;
            if (rules == null) {
                rules = new ArrayList<>();
                found = rules;
            }
            rules.add(rule);
        }

        List<Rule> answer() {
            return found == null ? List.of() : found;
        }

        private @Nullable ClassHeader header() {
            ClassHeader read = header;
            if (read == null) {
                read = ClassHeader.of(classFile);
                header = read;
            }
            return read;
        }
    }
}
