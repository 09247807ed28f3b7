package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class SupertypesTest {

    private static final String FAMILY = "dev/pollwatch/weave/host/Family$";

    private final Supertypes supertypes = new Supertypes();

    private static final class Counting extends ClassLoader {

        private final List<String> asked = new ArrayList<>();
        private final List<String> loaded = new ArrayList<>();

        Counting() {
            super(SupertypesTest.class.getClassLoader());
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            asked.add(name);
            return super.getResourceAsStream(name);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            loaded.add(name);
            return super.loadClass(name, resolve);
        }

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("a host's loader may do so");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("a host's loader may do so");
        }
    }

    @Test
    void shouldReadEachSupertypeOnceForEachLoaderAndLoadNothing() {
        Counting loader = new Counting();

        for (int time = 0; time < 3; time++) {
            assertThat(supertypes.lead(List.of(FAMILY + "Middle"), FAMILY + "Poller", loader))
                    .isTrue();
            assertThat(supertypes.lead(List.of(FAMILY + "Middle"), "com/acme/Poller", loader))
                    .isFalse();
        }

        assertThat(loader.asked)
                .containsExactlyInAnyOrder(FAMILY + "Middle.class", FAMILY + "Base.class", FAMILY + "Poller.class");
        assertThat(loader.loaded).isEmpty();
    }

    @Test
    void shouldNotAskALoaderForWhatTheJdkHas() {
        Counting loader = new Counting();

        assertThat(supertypes.lead(List.of("java/util/ArrayList"), "java/lang/Iterable", loader))
                .isTrue();
        assertThat(supertypes.lead(List.of("java/util/ArrayList"), "java/util/Queue", null))
                .isFalse();

        assertThat(loader.asked).isEmpty();
    }

    @Test
    void shouldBearWithLoadersThatThrowAndWithCircles() {
        ClassLoader throwing = new ClassLoader() {
            @Override
            public InputStream getResourceAsStream(String name) {
                throw new IllegalStateException("closed");
            }
        };
        ClassLoader circular = new ClassLoader() {
            @Override
            public InputStream getResourceAsStream(String name) {
                String other = name.equals("A.class") ? "B" : "A";
                return new ByteArrayInputStream(extending(other));
            }
        };

        assertThat(supertypes.lead(List.of("com/acme/A"), "com/acme/B", throwing))
                .isFalse();
        assertThat(supertypes.lead(List.of("A"), "com/acme/B", circular)).isFalse();
    }

    private static byte[] extending(String superName) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "X", null, superName, null);
        return writer.toByteArray();
    }

    @Test
    void shouldLetLoadersGo() {
        PerLoader<String> perLoader = new PerLoader<>();
        WeakReference<ClassLoader> loader = new WeakReference<>(new Counting());
        perLoader.of(loader.get()).put("com/acme/Rx", "known");
        assertThat(perLoader.of(loader.get())).containsEntry("com/acme/Rx", "known");
        assertThat(perLoader.loaders()).isEqualTo(1);

        await().untilAsserted(() -> {
            System.gc();
            assertThat(loader.get()).isNull();
            assertThat(perLoader.loaders()).isZero();
        });
    }
}
