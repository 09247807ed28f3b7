package dev.pollwatch.weave;

import java.util.List;

/**
 * Rules that are read only when a class that they name is loaded, as those of presets: a host pays for the names of the classes and
 * nothing else. They come after all rules given before, so they do not decide about a loop that one of those names.
 */
public interface LateRules {

    /**
     * The classes at which to ask for the rules.
     *
     * @return internal names, {@code com/acme/Rx}
     */
    Iterable<String> classNames();

    /**
     * Reads the rules of one class. Called on a thread of the host that loads the class, once for each name and not at all for
     * classes that are not loaded. May give rules for other classes too, such as those whose calls are sleep points in this one.
     *
     * @param className one of {@link #classNames}
     * @return the rules; a rule that was given before does no harm
     */
    List<Rule> of(String className);
}
