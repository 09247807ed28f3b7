package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class ClassHeaderTest {

    private static ClassHeader header(byte[] file) {
        ClassHeader header = ClassHeader.of(file);
        assertThat(header).isNotNull();
        return header;
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                String.class,
                Object.class,
                Runnable.class,
                java.util.concurrent.ConcurrentHashMap.class,
                java.util.stream.Collectors.class,
                Rule.class,
                ClassReader.class
            })
    void shouldReadSupertypesAsAsmDoes(Class<?> type) throws IOException {
        byte[] file = WovenHost.classFile(type.getName(), ClassLoader.getSystemClassLoader());
        ClassReader reader = new ClassReader(file);
        List<String> expected = new ArrayList<>();
        if (reader.getSuperName() != null) {
            expected.add(reader.getSuperName());
        }
        expected.addAll(Arrays.asList(reader.getInterfaces()));

        assertThat(header(file).supertypes()).isEqualTo(expected);
    }

    @Test
    void shouldFindTextsAmongTheConstants() throws IOException {
        ClassHeader header =
                header(WovenHost.classFile(Rule.class.getName(), getClass().getClassLoader()));

        assertThat(header.holds(ClassHeader.encoded("namesMethod"))).isTrue();
        assertThat(header.holds(ClassHeader.encoded("namesMethods"))).isFalse();
        assertThat(header.holds(ClassHeader.encoded("amesMethod"))).isFalse();
        assertThat(header.holds(ClassHeader.encoded(""))).isFalse();
    }

    @Test
    void shouldReadNamesThatAreNotAscii() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Größe", null, "größer/Über", new String[] {"größer/Schleife"});
        ClassHeader header = header(writer.toByteArray());

        assertThat(header.supertypes()).containsExactly("größer/Über", "größer/Schleife");
        assertThat(header.holds(ClassHeader.encoded("Größe"))).isTrue();
    }

    @Test
    void shouldReadNothingOfWhatIsNoClassFile() throws IOException {
        byte[] file = WovenHost.classFile(Rule.class.getName(), getClass().getClassLoader());

        assertThat(ClassHeader.of(new byte[0])).isNull();
        assertThat(ClassHeader.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}))
                .isNull();
        for (int length = 0; length < file.length; length += 7) {
            ClassHeader cutOff = ClassHeader.of(Arrays.copyOf(file, length));
            if (cutOff != null) {
                assertThat(cutOff.supertypes()).isSubsetOf("java/lang/Record");
            }
        }
    }
}
