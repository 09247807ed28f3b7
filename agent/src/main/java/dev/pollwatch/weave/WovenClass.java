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
 */
record WovenClass(byte @Nullable [] bytes, List<String> loopNames, List<Outcome> outcomes, List<String> complaints) {}
