package dev.pollwatch.hosts.loaders;

import dev.pollwatch.guests.Counting;
import dev.pollwatch.guests.CountingNever;
import dev.pollwatch.guests.CountingTwice;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;

/** Classes of odd origin. Each runs on a thread named after what it is, and what they compute is told in one line. */
final class OddClasses {

    private static final String COUNTING = Counting.class.getName();
    private static final int PASSES = 100;
    private static final int CROWD = 32;
    private static final int RACERS = 2;
    private static final int OLDEST_VERSION = 45;
    private static final int NEWEST_VERSION_WITHOUT_FRAMES = 49;
    private static final int MAJOR_VERSION_AT = 7;

    OddClasses() {}

    /** The guest in many loaders at once, in each of them wanted by two threads. */
    String inACrowdOfLoaders(Function<String, ClassLoader> loaders) throws InterruptedException {
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            ClassLoader loader = loaders.apply(i % 2 == 0 ? "parallel-" + i : "plain-" + i);
            for (int racer = 0; racer < RACERS; racer++) {
                threads.add(new Thread(() -> loadAndRun(begin, loader), "crowd-" + i + "-" + racer));
            }
        }
        threads.forEach(Thread::start);
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return "done by " + threads.size();
    }

    @SuppressWarnings("unchecked")
    private static void loadAndRun(CountDownLatch begin, ClassLoader loader) {
        try {
            begin.await();
            Object guest = Class.forName(GuestFiles.GUEST, true, loader)
                    .getConstructor()
                    .newInstance();
            ((Consumer<String>) guest).accept("return");
            ((Runnable) guest).run();
        } catch (InterruptedException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A class whose file says that it is of Java 1.0 to 5, each in a loader of its own. */
    String ofOldVersions() throws Exception {
        StringBuilder results = new StringBuilder();
        for (int version = OLDEST_VERSION; version <= NEWEST_VERSION_WITHOUT_FRAMES; version++) {
            byte[] classFile = GuestFiles.classFile("Counting");
            classFile[MAJOR_VERSION_AT] = (byte) version;
            results.append(counted("version-" + version, inALoaderOfItsOwn(classFile)));
        }
        return results.toString();
    }

    /** Three classes of one name: with a loop, with two in overloads, with none. */
    String unlikeButOfOneName() throws Exception {
        return counted("one", inALoaderOfItsOwn(GuestFiles.classFile("Counting")))
                + counted("two", inALoaderOfItsOwn(as(COUNTING, CountingTwice.class)))
                + counted("none", inALoaderOfItsOwn(as(COUNTING, CountingNever.class)));
    }

    /** A hidden class, one defined by a look-up, a lambda, and a proxy. */
    String generated() throws Exception {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(Counting.class, MethodHandles.lookup());
        Class<?> hidden =
                lookup.defineHiddenClass(GuestFiles.classFile("Counting"), true).lookupClass();
        Class<?> defined = lookup.defineClass(as(COUNTING + "Defined", Counting.class));
        IntUnaryOperator lambda = Counting::poll;
        IntUnaryOperator proxy = (IntUnaryOperator) Proxy.newProxyInstance(
                OddClasses.class.getClassLoader(),
                new Class<?>[] {IntUnaryOperator.class},
                (self, method, args) -> Counting.poll((int) args[0]));
        return (hidden.isHidden() ? "" : "not ")
                + "hidden "
                + counted("hidden", hidden)
                + counted("defined", defined)
                + counted("lambda", lambda)
                + counted("proxy", proxy);
    }

    private static Class<?> inALoaderOfItsOwn(byte[] classFile) throws ClassNotFoundException {
        return new OddLoader(OddLoader.Kind.PLAIN, Map.of(COUNTING, classFile)).loadClass(COUNTING);
    }

    private static byte[] as(String name, Class<?> original) {
        return new ByteBuddy(ClassFileVersion.JAVA_V17)
                .redefine(original)
                .name(name)
                .make()
                .getBytes();
    }

    private static String counted(String thread, Class<?> type) throws Exception {
        Method poll = type.getMethod("poll", int.class);
        return counted(thread, passes -> {
            try {
                return (int) poll.invoke(null, passes);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String counted(String name, IntUnaryOperator counting) throws InterruptedException {
        int[] result = new int[1];
        Thread thread = new Thread(() -> result[0] = counting.applyAsInt(PASSES), name);
        thread.start();
        thread.join();
        return result[0] + " ";
    }
}
