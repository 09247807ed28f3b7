package dev.pollwatch.weave;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Writes the class file of the bridge: a public final class with public static fields and nothing else. By hand, since it is
 * needed at start-up, and loading ASM there for two hundred bytes would cost more than all the rest of it.
 */
final class BridgeClassFile {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int JAVA_8 = 52;
    private static final int CONSTANT_UTF8 = 1;
    private static final int CONSTANT_CLASS = 7;
    private static final int PUBLIC_STATIC_SYNTHETIC = 0x1009;
    private static final int PUBLIC_FINAL_SUPER_SYNTHETIC = 0x1031;

    private BridgeClassFile() {}

    /**
     * The class file.
     *
     * @param name internal name of the class
     * @param fields name and type of each field
     */
    static byte[] of(String name, Map<String, Class<?>> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(MAGIC);
            out.writeShort(0);
            out.writeShort(JAVA_8);
            writeConstants(out, name, fields);
            out.writeShort(PUBLIC_FINAL_SUPER_SYNTHETIC);
            out.writeShort(2);
            out.writeShort(4);
            out.writeShort(0); // interfaces
            out.writeShort(fields.size());
            for (int field = 0; field < fields.size(); field++) {
                out.writeShort(PUBLIC_STATIC_SYNTHETIC);
                out.writeShort(5 + 2 * field);
                out.writeShort(6 + 2 * field);
                out.writeShort(0); // attributes
            }
            out.writeShort(0); // methods
            out.writeShort(0); // attributes
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** 1 and 2 are the class, 3 and 4 its superclass, then each field's name and descriptor. */
    private static void writeConstants(DataOutputStream out, String name, Map<String, Class<?>> fields)
            throws IOException {
        out.writeShort(5 + 2 * fields.size());
        writeClass(out, 1, name);
        writeClass(out, 3, "java/lang/Object");
        for (Map.Entry<String, Class<?>> field : fields.entrySet()) {
            writeText(out, field.getKey());
            writeText(out, field.getValue().descriptorString());
        }
    }

    private static void writeClass(DataOutputStream out, int index, String name) throws IOException {
        writeText(out, name);
        out.writeByte(CONSTANT_CLASS);
        out.writeShort(index);
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        out.writeByte(CONSTANT_UTF8);
        out.writeUTF(text);
    }
}
