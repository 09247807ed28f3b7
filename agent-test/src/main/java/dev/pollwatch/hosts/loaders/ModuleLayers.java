package dev.pollwatch.hosts.loaders;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Module layers made at run time, one for each guest: a named module that reads {@code java.base} and nothing else. */
final class ModuleLayers implements Place {

    private static final String MODULE = "pollwatch.guest";

    private final GuestFiles files;

    ModuleLayers(GuestFiles files) {
        this.files = files;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Stay admit(String id, String thread) throws Exception {
        ModuleFinder finder = ModuleFinder.of(files.module(id, MODULE));
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of(MODULE));
        ModuleLayer layer = ModuleLayer.defineModulesWithOneLoader(
                        configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
                .layer();
        Class<?> type = layer.findLoader(MODULE).loadClass(GuestFiles.GUEST);
        if (!type.getModule().getName().equals(MODULE)) {
            throw new IllegalStateException("the guest is in " + type.getModule());
        }
        Object guest = type.getConstructor().newInstance();
        type.getMethod("start", String.class).invoke(guest, thread);
        return new Stay(type.getClassLoader(), (Consumer<String>) guest);
    }

    @Override
    public void dismiss(String id) {
        // Nobody but the host knew its layer.
    }
}
