package dev.pollwatch.start;

import java.util.List;
import java.util.function.Predicate;

/** The option {@code exclude-thread}: whether a thread's name matches one of some globs, in which {@code *} stands for any characters. */
final class NameGlobs implements Predicate<String> {

    private final List<String> globs;

    NameGlobs(List<String> globs) {
        this.globs = globs;
    }

    @Override
    public boolean test(String name) {
        for (String glob : globs) {
            if (matches(glob, name)) {
                return true;
            }
        }
        return false;
    }

    /** Greedy, with one place to come back to; never worse than the product of the lengths, since names are hostile input. */
    private static boolean matches(String glob, String name) {
        int inGlob = 0;
        int inName = 0;
        int star = -1;
        int resume = 0;
        while (inName < name.length()) {
            if (inGlob < glob.length() && glob.charAt(inGlob) == '*') {
                star = inGlob++;
                resume = inName;
            } else if (inGlob < glob.length() && glob.charAt(inGlob) == name.charAt(inName)) {
                inGlob++;
                inName++;
            } else if (star >= 0) {
                inGlob = star + 1;
                inName = ++resume;
            } else {
                return false;
            }
        }
        while (inGlob < glob.length() && glob.charAt(inGlob) == '*') {
            inGlob++;
        }
        return inGlob == glob.length();
    }
}
