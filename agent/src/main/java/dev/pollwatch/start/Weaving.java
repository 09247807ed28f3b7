package dev.pollwatch.start;

import dev.pollwatch.config.Settings;
import dev.pollwatch.weave.Presets;
import dev.pollwatch.weave.Rule;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The rules of this JVM and what weaves by them, which is made when there is a first rule. Begins on the host's way to its {@code main}, so it
 * avoids what is slow the first time.
 */
final class Weaving {

    private final Settings settings;
    private final List<Rule> rules;
    private final Presets presets;
    private final Instrumentation instrumentation;
    private final Logger logger;
    private final Troubles troubles;
    private final Progress progress;
    private @Nullable Core core;

    /** Hears how far it has come; on the host's threads. */
    interface Progress {

        /** A class was loaded of a library whose loops are known. */
        void loopsAreNear();

        /** There is something to see. */
        void firstLoopIsWoven();
    }

    Weaving(
            Settings settings,
            List<Rule> rules,
            Presets presets,
            Instrumentation instrumentation,
            Logger logger,
            Troubles troubles,
            Progress progress) {
        this.settings = settings;
        this.rules = new ArrayList<>(rules);
        this.presets = presets;
        this.instrumentation = instrumentation;
        this.logger = logger;
        this.troubles = troubles;
        this.progress = progress;
    }

    /** Weaves by the rules that there are from the start; gives what became of classes that were loaded already, in sentences. */
    List<String> begin(boolean hostRuns) throws ReflectiveOperationException {
        return rules.isEmpty() && presets.count() == 0 ? List.of() : weave(rules, hostRuns);
    }

    /** Weaves by more of them. */
    List<String> add(List<Rule> fresh, boolean hostRuns) throws ReflectiveOperationException {
        rules.addAll(fresh);
        return weave(fresh, hostRuns);
    }

    /** Those that say something new. */
    List<Rule> fresh(List<Rule> more) {
        List<Rule> fresh = new ArrayList<>();
        for (Rule rule : more) {
            if (!has(rules, rule) && !has(fresh, rule)) {
                fresh.add(rule);
            }
        }
        return fresh;
    }

    /** Wherever it was given: the same rule from another source says nothing new. */
    private static boolean has(List<Rule> rules, Rule sought) {
        for (Rule rule : rules) {
            if (rule.kind() == sought.kind() && rule.text().equals(sought.text())) {
                return true;
            }
        }
        return false;
    }

    /** What the agent says of itself when it begins. */
    String whatIsOn() {
        String on = presets.count() == 1 ? "1 preset" : presets.count() + " presets";
        if (!rules.isEmpty()) {
            return (rules.size() == 1 ? "1 rule" : rules.size() + " rules") + (presets.count() > 0 ? " and " + on : "")
                    + ", interval " + settings.interval().toMillis() + "ms, dead after "
                    + settings.effectiveDeadAfter().toMillis() + "ms";
        }
        if (presets.count() == 0) {
            return "no rule names a poll loop of this program, so nothing is watched; give loop=class#method";
        }
        int woven = woven();
        return on
                + (presets.count() == 1 ? " is on; " : " are on; ")
                + (woven == 0
                        ? "nothing is watched so far"
                        : woven + (woven == 1 ? " poll loop is woven" : " poll loops are woven"));
    }

    private int woven() {
        Core present = core();
        return present == null ? 0 : present.transformer().wovenLoops();
    }

    private synchronized List<String> weave(List<Rule> more, boolean hostRuns) throws ReflectiveOperationException {
        Core present = core;
        List<Rule> all = more;
        if (present == null) {
            present = install();
            present.transformer().addRules(more);
            all = new ArrayList<>(more);
            all.addAll(beginPresets(present));
        } else {
            present.transformer().addRules(more);
        }
        return new LateWeaving(present, instrumentation, logger).weave(all, hostRuns);
    }

    private Core install() throws ReflectiveOperationException {
        Core made = Core.install(settings, presets, instrumentation, logger, troubles);
        core = made;
        made.transformer().onInheritedMethod(new Consumer<String>() {
            @Override
            public void accept(String className) {
                weaveIfLoadedAlready(made, className);
            }
        });
        return made;
    }

    /** Behind the user's own rules, which so decide; the rules for classes that are loaded already. */
    private List<Rule> beginPresets(Core present) {
        presets.onHerald(new Runnable() {
            @Override
            public void run() {
                progress.loopsAreNear();
            }
        });
        present.transformer().addLateRules(presets);
        present.transformer().onFirstLoop(new Runnable() {
            @Override
            public void run() {
                progress.firstLoopIsWoven();
            }
        });
        return present.transformer().readLateRules(instrumentation.getAllLoadedClasses());
    }

    /**
     * A rule named a class that inherits its method from this one, which most often is loaded right after it. Where it was before, it is
     * woven on a thread of its own: this one is the host's, and in the middle of loading a class.
     */
    private void weaveIfLoadedAlready(Core present, String className) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals(className)) {
                Thread late = Agent.thread("pollwatch-weave", new Runnable() {
                    @Override
                    public void run() {
                        new LateWeaving(present, instrumentation, logger).weaveInherited(className);
                    }
                });
                late.setDaemon(true);
                late.start();
                return;
            }
        }
    }

    /** What weaves, be there a rule by now or not. */
    synchronized Core coreInAnyCase() throws ReflectiveOperationException {
        if (core == null) {
            weave(List.of(), false);
        }
        return Objects.requireNonNull(core);
    }

    private synchronized @Nullable Core core() {
        return core;
    }

    void warmUp() {
        Core early = core();
        if (early != null) {
            early.transformer().warmUp();
        }
    }
}
