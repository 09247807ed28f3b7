package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The built-in rules that are on. Made on the host's way to {@code main}, where it costs one hash entry for each class that a preset names;
 * the rest is for when one of them is loaded. A preset's rules are known as a whole from then on: what is a sleep point in one class may be
 * called in another. Thread-safe.
 */
public final class Presets implements LateRules {

    /** All but those that are on only where the user names them. */
    public static final String AUTO = "auto";

    private static final String NONE = "none";

    private final Map<String, PresetFile> on = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, Copy[]> byClass = new HashMap<>();
    private final boolean hostRuns;
    private volatile @Nullable Runnable onHerald;

    /** A framework as it is in the host: by its own names, or relocated. */
    private final class Copy {

        private final PresetFile file;
        private final Relocation relocation;
        private @Nullable Preset preset;

        Copy(PresetFile file, Relocation relocation) {
            this.file = file;
            this.relocation = relocation;
        }

        /** From now on its framework is in this program. */
        synchronized Preset preset() {
            Preset read = preset;
            if (read == null) {
                read = file.read(relocation);
                preset = read;
            }
            return read;
        }

        synchronized boolean isSeen() {
            return preset != null;
        }
    }

    /** Says that loops are near. */
    private static final Copy[] HERALD = {};

    /**
     * Chooses presets.
     *
     * @param names what the user gave: {@code auto}, {@code none} or names of presets
     * @param hostRuns whether threads may be in loops already, so that {@code each} lines are of use
     * @param mistakes takes a sentence for each name that is none
     */
    public Presets(List<String> names, boolean hostRuns, Collection<String> mistakes) {
        this.hostRuns = hostRuns;
        List<String> known = PresetFile.names();
        for (String name : names) {
            if (name.equals(AUTO)) {
                addAuto(known);
            } else if (known.contains(name)) {
                add(name);
                asked.add(name);
            } else if (!name.equals(NONE)) {
                mistakes.add(unknown(name, known));
            } else if (names.size() > 1) {
                mistakes.add(
                        "option \"preset\": \"none\" stands beside other names, so it is not heard; give it alone");
            }
        }
        for (PresetFile file : on.values()) {
            index(file);
        }
    }

    private static String unknown(String name, List<String> known) {
        List<String> words = new ArrayList<>(known);
        words.add(AUTO);
        words.add(NONE);
        return "option \"preset\": there is no preset \"" + name + "\"; the nearest known one is \""
                + Nearest.to(name, words) + "\"";
    }

    private void addAuto(List<String> known) {
        for (String name : known) {
            on.putIfAbsent(name, PresetFile.of(name));
        }
    }

    private void add(String name) {
        if (on.containsKey(name)) {
            return;
        }
        PresetFile file = PresetFile.of(name);
        on.put(name, file);
        for (String used : file.uses()) {
            add(used);
        }
    }

    private void index(PresetFile file) {
        for (String herald : file.heralds()) {
            byClass.putIfAbsent(herald.replace('.', '/'), HERALD);
        }
        List<String> classes = file.classes();
        for (Relocation relocation : file.relocations()) {
            Copy copy = new Copy(file, relocation);
            for (String named : classes) {
                String internal = relocation.apply(named).replace('.', '/');
                Copy[] others = byClass.get(internal);
                byClass.put(internal, others == null ? new Copy[] {copy} : with(others, copy));
            }
        }
    }

    private static Copy[] with(Copy[] copies, Copy last) {
        Copy[] more = new Copy[copies.length + 1];
        System.arraycopy(copies, 0, more, 0, copies.length);
        more[copies.length] = last;
        return more;
    }

    /**
     * Has something done when a class is loaded that loads some time before the loops of a preset do.
     *
     * @param action runs on a thread of the host that is loading a class, maybe more than once, so it must be quick
     */
    public void onHerald(Runnable action) {
        onHerald = action;
    }

    /**
     * How many presets are on.
     *
     * @return the number of files
     */
    public int count() {
        return on.size();
    }

    /**
     * The presets that the user named and that no class has answered to so far; a misunderstanding shows here.
     *
     * @return their names, in the order given
     */
    public List<String> askedAndUnseen() {
        List<String> unseen = new ArrayList<>();
        for (String name : asked) {
            if (!isSeen(name)) {
                unseen.add(name);
            }
        }
        return unseen;
    }

    /** Some presets have no class of their own, but stand on another's. */
    private boolean isSeen(String name) {
        PresetFile file = on.get(name);
        for (Copy[] copies : byClass.values()) {
            for (Copy copy : copies) {
                if (copy.file == file && copy.isSeen()) {
                    return true;
                }
            }
        }
        if (file != null && file.classes().isEmpty()) {
            for (String used : file.uses()) {
                if (isSeen(used)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public Iterable<String> classNames() {
        return byClass.keySet();
    }

    @Override
    public List<Rule> of(String className) {
        Copy[] copies = byClass.get(className);
        Runnable herald = onHerald;
        if (copies == HERALD && herald != null) {
            herald.run();
        }
        List<Rule> rules = new ArrayList<>();
        for (Preset preset : presets(copies)) {
            rules.addAll(preset.rules());
            if (hostRuns) {
                rules.addAll(preset.each());
            }
        }
        return rules;
    }

    /**
     * The presets that have rules for a class.
     *
     * @param binaryName the class, {@code com.acme.Outer$Inner}
     * @return the presets, none where none names it
     */
    public List<Preset> naming(String binaryName) {
        return presets(byClass.get(binaryName.replace('.', '/')));
    }

    private static List<Preset> presets(Copy @Nullable [] copies) {
        List<Preset> presets = new ArrayList<>();
        if (copies != null) {
            for (Copy copy : copies) {
                presets.add(copy.preset());
            }
        }
        return presets;
    }
}
