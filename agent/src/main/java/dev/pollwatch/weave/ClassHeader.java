package dev.pollwatch.weave;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The constants and supertypes of a class file, read by hand: rules with patterns ask it about classes of which most are not
 * meant, and a program that has no poll loop shall not load ASM for them. The layout is that of chapter 4 of the JVM's
 * specification.
 */
final class ClassHeader {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int FIRST_CONSTANT = 10;
    private static final int UTF8 = 1;
    /** Bytes of each kind of constant behind its tag; 0 for kinds that there are none of. */
    private static final byte[] SIZES = {0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2};

    private final byte[] file;
    /** Where each constant's tag is, 0 for the second halves of long ones. */
    private final int[] constants;

    private final int end;

    private ClassHeader(byte[] file, int[] constants, int end) {
        this.file = file;
        this.constants = constants;
        this.end = end;
    }

    /** Reads a class file's constants; {@code null} where it is none. */
    static @Nullable ClassHeader of(byte[] file) {
        try {
            return read(file);
        } catch (ArrayIndexOutOfBoundsException truncated) {
            return null;
        }
    }

    private static @Nullable ClassHeader read(byte[] file) {
        if (int32(file, 0) != MAGIC) {
            return null;
        }
        int[] constants = new int[uint16(file, FIRST_CONSTANT - 2)];
        int at = FIRST_CONSTANT;
        for (int index = 1; index < constants.length; index++) {
            constants[index] = at;
            int tag = file[at];
            if (tag == UTF8) {
                at += 3 + uint16(file, at + 1);
                continue;
            }
            int size = tag >= 0 && tag < SIZES.length ? SIZES[tag] : 0;
            if (size == 0) {
                return null;
            }
            at += 1 + size;
            if (size == 8) {
                index++;
            }
        }
        return new ClassHeader(file, constants, at);
    }

    /** The text as {@link #holds} wants it, made once for each rule. */
    static byte[] encoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new DataOutputStream(bytes).writeUTF(text);
        } catch (IOException longerThanAnyName) {
            return new byte[] {0, 0};
        }
        return bytes.toByteArray();
    }

    /** Whether the text is among the constants: a class file cannot name a method or an annotation without it. */
    boolean holds(byte[] encoded) {
        for (int at : constants) {
            if (at != 0
                    && file[at] == UTF8
                    && file[at + 2] == encoded[1]
                    && at + 1 + encoded.length <= file.length
                    && Arrays.equals(file, at + 1, at + 1 + encoded.length, encoded, 0, encoded.length)) {
                return true;
            }
        }
        return false;
    }

    /** The superclass, if any, and the interfaces, by internal names; none where the file is cut off. */
    List<String> supertypes() {
        try {
            List<String> above = new ArrayList<>(4);
            int superclass = uint16(file, end + 4);
            if (superclass != 0) {
                above.add(className(superclass));
            }
            int interfaces = uint16(file, end + 6);
            for (int i = 0; i < interfaces; i++) {
                above.add(className(uint16(file, end + 8 + 2 * i)));
            }
            return above;
        } catch (IndexOutOfBoundsException truncated) {
            return List.of();
        }
    }

    private String className(int constant) {
        int at = constants[uint16(file, constants[constant] + 1)];
        int length = uint16(file, at + 1);
        for (int i = 0; i < length; i++) {
            if (file[at + 3 + i] < 0) {
                return decoded(at + 1, length + 2);
            }
        }
        return new String(file, at + 3, length, StandardCharsets.ISO_8859_1);
    }

    private String decoded(int from, int length) {
        try {
            return new DataInputStream(new ByteArrayInputStream(file, from, length)).readUTF();
        } catch (IOException malformed) {
            return "";
        }
    }

    private static int uint16(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF);
    }

    private static int int32(byte[] file, int at) {
        return uint16(file, at) << 16 | uint16(file, at + 2);
    }
}
