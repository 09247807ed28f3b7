package dev.pollwatch.weave;

import dev.pollwatch.keepalive.LoopPolicy;
import dev.pollwatch.keepalive.RuleStatus;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.helpers.NOPLogger;

/** A loader that defines host classes itself, woven by rules, as an application's own loader would be. */
final class WovenHost extends ClassLoader {

    static final String HOSTS = "dev.pollwatch.weave.host.";

    final Map<String, LoopPolicy> loops = new LinkedHashMap<>();
    final WeavingTransformer transformer =
            new WeavingTransformer(NOPLogger.NOP_LOGGER, this::register, TestHooks.INTERNAL_NAME);
    private final Map<String, byte[]> generated = new LinkedHashMap<>();

    /**
     * Rules are written {@code loop Rx#poll} or {@code sleep Rx#idle}, with class names in the package of hosts but where they
     * begin with that of the JDK, with {@code *} or with {@code dev.}.
     */
    WovenHost(String... rules) throws BadRuleException {
        super(WovenHost.class.getClassLoader());
        addRules(rules);
    }

    void addRules(String... rules) throws BadRuleException {
        List<Rule> parsed = new ArrayList<>();
        for (String rule : rules) {
            String[] kindAndText = rule.split(" ");
            parsed.add(RuleParser.parse(kindAndText[0], named(kindAndText[1]), "test"));
        }
        transformer.addRules(parsed);
    }

    private static String named(String text) {
        if (text.startsWith("@")) {
            return "@" + HOSTS + text.substring(1);
        }
        return text.startsWith("java.") || text.startsWith("dev.") || text.startsWith("*") ? text : HOSTS + text;
    }

    WovenHost with(String simpleName, byte[] classFile) {
        generated.put(HOSTS + simpleName, classFile);
        return this;
    }

    RuleStatus status(int rule) {
        return transformer.statuses().get(rule);
    }

    Class<?> load(String simpleName) {
        try {
            return loadClass(HOSTS + simpleName);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Calls the method of that name, on a new instance if need be. */
    Object call(String simpleName, String method, Object... arguments) throws Throwable {
        return call(load(simpleName), method, arguments);
    }

    static Object call(Class<?> host, String name, Object... arguments) throws Throwable {
        Method method = Arrays.stream(host.getDeclaredMethods())
                .filter(candidate ->
                        candidate.getName().equals(name) && candidate.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        Object receiver = null;
        if (!java.lang.reflect.Modifier.isStatic(method.getModifiers())) {
            var constructor = host.getDeclaredConstructor();
            constructor.setAccessible(true);
            receiver = constructor.newInstance();
        }
        try {
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    static byte[] classFile(String name, ClassLoader loader) throws IOException {
        try (InputStream in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith(HOSTS) || findLoadedClass(name) != null) {
                return super.loadClass(name, resolve);
            }
            try {
                byte[] original = generated.containsKey(name) ? generated.get(name) : classFile(name, getParent());
                if (original == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] woven = transformer.transform(this, name.replace('.', '/'), null, null, original);
                byte[] bytes = woven == null ? original : woven;
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private int register(String name, LoopPolicy policy) {
        loops.putIfAbsent(name, policy);
        return new ArrayList<>(loops.keySet()).indexOf(name);
    }
}
