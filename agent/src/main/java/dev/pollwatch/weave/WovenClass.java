package dev.pollwatch.weave;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one class.
 *
 * @param bytes the class file to load, or {@code null} where nothing was woven
 * @param loopNames the poll loops woven in it
 * @param outcomes what became of each method that a rule named
 * @param complaints sentences for the log about rules that name no method of the class
 * @param inherited the rules that name methods which the class inherits, to be heeded where those are declared
 */
record WovenClass(
        byte @Nullable [] bytes,
        List<String> loopNames,
        List<Outcome> outcomes,
        List<String> complaints,
        List<Inherited> inherited) {

    /**
     * A rule that names a method which its class inherits.
     *
     * @param rule the rule
     * @param declaring internal name of the class that declares the method, or may
     */
    record Inherited(Rule rule, String declaring) {}
}
