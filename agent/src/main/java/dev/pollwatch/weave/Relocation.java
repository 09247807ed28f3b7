package dev.pollwatch.weave;

/**
 * Where a copy of a framework has its classes: under other names, since some library has put it into its own jar.
 *
 * @param from the package that the preset names, {@code io.netty}; empty for the framework itself, which keeps its names
 * @param to what stands there instead
 */
record Relocation(String from, String to) {

    static final Relocation NONE = new Relocation("", "");

    /** Of a {@code relocated} line: a prefix before the framework's package, or {@code FROM=TO}. */
    static Relocation of(String text, String frameworkPackage) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new Relocation(frameworkPackage, text.concat(".").concat(frameworkPackage))
                : new Relocation(text.substring(0, equals), text.substring(equals + 1));
    }

    /** The name of a class or package in this copy; the same where it is none of the framework's. */
    String apply(String name) {
        return !from.isEmpty() && name.startsWith(from) && isWhole(name, from.length())
                ? to + name.substring(from.length())
                : name;
    }

    /** A rule, or {@code class#method}, for this copy: in descriptors too. */
    String applyToRule(String rule) {
        int hash = rule.indexOf('#');
        if (from.isEmpty() || hash < 0) {
            return rule;
        }
        String type = "L".concat(from.replace('.', '/')).concat("/");
        String moved = "L".concat(to.replace('.', '/')).concat("/");
        return apply(rule.substring(0, hash)) + rule.substring(hash).replace(type, moved);
    }

    private static boolean isWhole(String name, int end) {
        return name.length() == end || name.charAt(end) == '.';
    }
}
