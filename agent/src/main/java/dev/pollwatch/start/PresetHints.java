package dev.pollwatch.start;

import dev.pollwatch.diagnose.FrameworkFrames;
import dev.pollwatch.diagnose.IdleHints;
import dev.pollwatch.weave.Preset;
import dev.pollwatch.weave.Presets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the presets tell of the framework that a poll loop belongs to. */
final class PresetHints implements IdleHints {

    private final Presets presets;

    PresetHints(Presets presets) {
        this.presets = presets;
    }

    @Override
    public FrameworkFrames of(String loop) {
        Set<String> idleMethods = new HashSet<>();
        List<String> packages = new ArrayList<>();
        int hash = loop.indexOf('#');
        if (hash < 0) {
            return new FrameworkFrames(idleMethods, packages); // no loop at all: a rehearsal
        }
        for (Preset preset : presets.naming(loop.substring(0, hash))) {
            idleMethods.addAll(preset.idleMethods());
            packages.addAll(preset.packages());
        }
        return new FrameworkFrames(idleMethods, packages);
    }
}
