package dev.pollwatch.hosts.loaders;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import org.jboss.modules.DependencySpec;
import org.jboss.modules.Module;
import org.jboss.modules.ModuleFinder;
import org.jboss.modules.ModuleLoader;
import org.jboss.modules.ModuleSpec;
import org.jboss.modules.ResourceLoaderSpec;
import org.jboss.modules.ResourceLoaders;

/** JBoss Modules: each guest a module that depends on no other, found by a module loader of its own. */
final class JBossModules implements Place {

    private final GuestFiles files;
    private final Map<String, ModuleLoader> loaders = new ConcurrentHashMap<>();

    JBossModules(GuestFiles files) {
        this.files = files;
    }

    @Override
    public Stay admit(String id, String thread) throws Exception {
        JarFile jar = new JarFile(files.jar(id).toFile());
        ModuleSpec spec = ModuleSpec.build(id)
                .addResourceRoot(
                        ResourceLoaderSpec.createResourceLoaderSpec(ResourceLoaders.createJarResourceLoader(jar)))
                .addDependency(DependencySpec.OWN_DEPENDENCY)
                .create();
        ModuleLoader loader = new ModuleLoader(only(id, spec));
        loaders.put(id, loader);
        Module module = loader.loadModule(id);
        return new Stay(module.getClassLoader(), guest(module, thread));
    }

    @Override
    public void dismiss(String id) {
        loaders.remove(id);
    }

    private static ModuleFinder only(String id, ModuleSpec spec) {
        return new ModuleFinder() {
            @Override
            public ModuleSpec findModule(String name, ModuleLoader delegate) {
                return name.equals(id) ? spec : null;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static Consumer<String> guest(Module module, String thread) throws ReflectiveOperationException {
        Class<?> type = module.getClassLoader().loadClass(GuestFiles.GUEST);
        Object guest = type.getConstructor().newInstance();
        type.getMethod("start", String.class).invoke(guest, thread);
        return (Consumer<String>) guest;
    }
}
