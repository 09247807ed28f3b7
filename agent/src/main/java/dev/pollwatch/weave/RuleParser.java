package dev.pollwatch.weave;

import dev.pollwatch.keepalive.LoopPolicy;

/**
 * Reads rules: {@code class#method}, optionally with a descriptor and with {@code ;key=value} parts. The class may be a name, a
 * pattern with {@code *} or {@code **}, {@code Type+} or {@code @Annotation}, the method a name, a pattern with {@code *} or
 * {@code @Annotation}. Runs while the host waits
 * to start, so neither here nor in what it calls is there a lambda on the way of a good rule: the first ones cost tens of
 * milliseconds.
 */
public final class RuleParser {

    private static final String KINDS = "'loop', 'call', 'sleep', 'end', 'exclude' or 'progress'";

    private final String text;

    private RuleParser(String text) {
        this.text = text;
    }

    /**
     * Reads one rule.
     *
     * @param kind the option it came by: {@code loop}, {@code call}, {@code sleep} …
     * @param text the rule
     * @param source where it was given, for the status
     * @return the rule
     * @throws BadRuleException where it cannot be understood; the message names the culprit and the remedy
     */
    public static Rule parse(String kind, String text, String source) throws BadRuleException {
        String trimmed = text.strip();
        return new RuleParser(trimmed).parse(kindOf(kind), source);
    }

    private static RuleKind kindOf(String kind) throws BadRuleException {
        for (RuleKind known : RuleKind.values()) {
            if (known.option().equals(kind)) {
                return known;
            }
        }
        throw new BadRuleException("'" + kind + "' is no kind of rule; use " + KINDS);
    }

    private Rule parse(RuleKind kind, String source) throws BadRuleException {
        if (text.isEmpty()) {
            throw new BadRuleException(
                    "an empty " + kind.option() + " rule; write class#method, as in com.acme.Rx#poll");
        }
        if (hasBlank()) {
            throw bad("holds a blank; write class#method without blanks");
        }
        int hash = text.indexOf('#');
        if (hash < 0) {
            throw bad(withoutHash());
        }
        if (text.indexOf('#', hash + 1) >= 0) {
            throw bad("has more than one '#'; write one class#method in each rule");
        }
        String rest = text.substring(hash + 1);
        ClassPattern classes = classes(text.substring(0, hash), rest);
        int nameEnd = firstOf(rest, "(;");
        String methodName = rest.substring(0, nameEnd);
        checkMethodName(methodName);
        rest = rest.substring(nameEnd);
        String descriptor = null;
        if (rest.startsWith("(")) {
            descriptor = DescriptorReader.leading(rest);
            if (descriptor == null) {
                throw bad("has a bad descriptor '" + rest + "'" + DescriptorReader.whatIsWrongWith(rest)
                        + "; write it as javap -s prints it, as in (JLjava/lang/String;)V, or leave it out");
            }
            rest = rest.substring(descriptor.length());
            if (methodName.startsWith("<") && !descriptor.endsWith(")V")) {
                throw bad("gives " + methodName + " a result; its descriptor ends in V");
            }
        }
        return new Rule(kind, text, source, classes, new MethodPattern(methodName, descriptor), policy(kind, rest));
    }

    private LoopPolicy policy(RuleKind kind, String parts) throws BadRuleException {
        if (parts.isEmpty()) {
            return LoopPolicy.DEFAULT;
        }
        if (parts.charAt(0) != ';') {
            throw bad("has '" + parts + "' after its descriptor; further parts begin with ';', as in ;dead-after=5m");
        }
        if (kind != RuleKind.LOOP && kind != RuleKind.CALL) {
            throw bad("has the part '" + parts.substring(1) + "', but " + article(kind) + kind.option()
                    + " rule takes none; leave it out");
        }
        PolicyParts policy = new PolicyParts(kind);
        for (String part : parts.substring(1).split(";", -1)) {
            String wrong = policy.add(part);
            if (wrong != null) {
                throw bad(wrong);
            }
        }
        return policy.toPolicy();
    }

    private static String article(RuleKind kind) {
        return kind == RuleKind.END || kind == RuleKind.EXCLUDE ? "an " : "a ";
    }

    private boolean hasBlank() {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isWhitespace(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    private String withoutHash() {
        int colons = text.indexOf("::");
        if (colons > 0) {
            return "names no method; write it with '#': " + text.replace("::", "#");
        }
        return "names no method; write class#method, as in "
                + exampleFor(firstOf(text, "(;") < text.length() ? "" : text);
    }

    private static String exampleFor(String text) {
        String dotted = text.replace('/', '.');
        int dot = dotted.lastIndexOf('.');
        if (dot > 0 && dot + 1 < dotted.length() && Character.isLowerCase(dotted.charAt(dot + 1))) {
            return dotted.substring(0, dot) + "#" + dotted.substring(dot + 1);
        }
        return dotted.isEmpty() || dotted.endsWith(".") ? "com.acme.Rx#poll" : dotted + "#run";
    }

    private ClassPattern classes(String name, String rest) throws BadRuleException {
        if (name.isEmpty()) {
            throw bad("names no class; write it before the '#', as in com.acme.Rx#" + (rest.isEmpty() ? "poll" : rest));
        }
        boolean annotation = name.charAt(0) == '@';
        boolean subtypes = name.endsWith("+");
        if (annotation || subtypes) {
            String one = name.substring(annotation ? 1 : 0, name.length() - (subtypes ? 1 : 0));
            if (annotation && subtypes) {
                throw bad("asks for subtypes of an annotation; write @" + one + " for the classes that carry it");
            }
            if (one.indexOf('*') >= 0) {
                throw bad("has a '*' in the name of "
                        + (subtypes ? "the type whose subtypes it means" : "an annotation")
                        + "; write that name in full, as in "
                        + (subtypes ? "com.acme.Poller+#poll" : "@com.acme.Poll#run"));
            }
            checkClassName(one, rest);
            return subtypes ? new ClassPattern.Subtypes(one) : new ClassPattern.Annotated(one);
        }
        checkClassName(name, rest);
        if (name.indexOf('*') < 0) {
            return new ClassPattern.Exact(name);
        }
        if (name.contains("***")) {
            throw bad(
                    "has '***' in its class name; '*' stands for characters within one package segment, '**' across them");
        }
        return new ClassPattern.Glob(name);
    }

    private void checkClassName(String name, String rest) throws BadRuleException {
        if (name.indexOf('/') >= 0) {
            throw bad("has slashes in its class name; write dots: " + name.replace('/', '.') + "#" + rest);
        }
        if (name.endsWith(".class")) {
            throw bad("ends its class name in '.class'; leave that out");
        }
        if (name.isEmpty() || name.startsWith(".") || name.endsWith(".") || name.contains("..")) {
            throw bad("has an empty part in its class name '" + name + "'; write it as in com.acme.Rx#poll");
        }
        if (name.indexOf('+') >= 0) {
            throw bad("has a '+' inside its class name '" + name
                    + "'; it stands at the end, as in com.acme.Poller+#poll");
        }
        if (name.indexOf('@') >= 0) {
            throw bad(
                    "has a '@' inside its class name '" + name + "'; it stands at the start, as in @com.acme.Poll#run");
        }
        checkCharacters("class", name, ";[()<>,:=");
    }

    private void checkMethodName(String name) throws BadRuleException {
        if (name.isEmpty()) {
            throw bad("names no method; write its name after the '#', as in com.acme.Rx#poll");
        }
        if (name.charAt(0) == '@') {
            checkAnnotation(name.substring(1));
            return;
        }
        if (name.contains("**")) {
            throw bad("has '**' in its method name; write one '*', which stands for any characters there");
        }
        if (name.endsWith("+")) {
            throw bad("has a '+' after its method; it stands after the class, as in com.acme.Poller+#poll");
        }
        if (name.equals("<init>") || name.equals("<clinit>")) {
            return;
        }
        if (name.startsWith("<") || name.endsWith(">")) {
            throw bad("names the method '" + name + "'; only <init> and <clinit> are written so");
        }
        checkCharacters("method", name, ".;[/<>),:=@");
    }

    private void checkAnnotation(String name) throws BadRuleException {
        if (name.indexOf('*') >= 0) {
            throw bad(
                    "has a '*' in the name of an annotation; write that name in full, as in com.acme.**#@com.acme.Poll");
        }
        if (name.isEmpty() || name.startsWith(".") || name.endsWith(".") || name.contains("..")) {
            throw bad("has an empty part in its annotation's name '" + name
                    + "'; write it as in com.acme.**#@com.acme.Poll");
        }
        checkCharacters("annotation", name, ";[/<>),:=@+");
    }

    private void checkCharacters(String what, String name, String forbidden) throws BadRuleException {
        int at = firstOf(name, forbidden);
        if (at < name.length()) {
            throw bad("has a '" + name.charAt(at) + "' in its " + what + " name '" + name
                    + "'; write it as in com.acme.Rx#poll");
        }
    }

    private static int firstOf(String text, String characters) {
        int at = 0;
        while (at < text.length() && characters.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private BadRuleException bad(String whatAndRemedy) {
        return new BadRuleException("the rule '" + text + "' " + whatAndRemedy);
    }
}
