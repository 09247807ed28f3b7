package dev.pollwatch.hosts.loaders;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Module layers made at run time, one for each guest: a named module that requires {@code java.base} and nothing else. */
final class ModuleLayers implements Place {

    private static final String MODULE = "pollwatch.guest";

    private final GuestFiles files;

    ModuleLayers(GuestFiles files) {
        this.files = files;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Stay admit(String id, String thread) throws Exception {
        ModuleFinder finder = new Only(files.jar(id));
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of(MODULE));
        ModuleLayer layer = ModuleLayer.defineModulesWithOneLoader(
                        configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
                .layer();
        Class<?> type = layer.findLoader(MODULE).loadClass(GuestFiles.GUEST);
        if (!MODULE.equals(type.getModule().getName())) {
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

    /** Finds one module, in a jar that does not say that it is one. */
    private static final class Only implements ModuleFinder {

        private final ModuleReference module;

        Only(Path jar) {
            ModuleReference automatic =
                    ModuleFinder.of(jar).findAll().iterator().next();
            ModuleDescriptor descriptor = ModuleDescriptor.newModule(MODULE)
                    .requires("java.base")
                    .exports("dev.pollwatch.guests")
                    .build();
            module = new ModuleReference(descriptor, automatic.location().orElseThrow()) {
                @Override
                public ModuleReader open() throws IOException {
                    return automatic.open();
                }
            };
        }

        @Override
        public Optional<ModuleReference> find(String name) {
            return name.equals(MODULE) ? Optional.of(module) : Optional.empty();
        }

        @Override
        public Set<ModuleReference> findAll() {
            return Set.of(module);
        }
    }
}
