package dev.pollwatch.corpus;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads how long the code of each method is, straight from the bytes of a class file (JVMS 4), since that is what HotSpot goes
 * by. Methods without code are left out.
 */
final class WrittenMethods {

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private final DataInputStream in;
    private final String[] texts;

    private WrittenMethods(byte[] classFile) throws IOException {
        in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.skipBytes(8);
        texts = readTexts();
    }

    static List<WrittenMethod> in(byte[] classFile) {
        try {
            WrittenMethods reader = new WrittenMethods(classFile);
            return reader.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String[] readTexts() throws IOException {
        int count = in.readUnsignedShort();
        String[] found = new String[count];
        for (int index = 1; index < count; index++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> found[index] = in.readUTF();
                case LONG, DOUBLE -> {
                    in.skipBytes(8);
                    index++;
                }
                case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> in.skipBytes(2);
                case METHOD_HANDLE -> in.skipBytes(3);
                default -> in.skipBytes(4);
            }
        }
        return found;
    }

    private List<WrittenMethod> read() throws IOException {
        in.skipBytes(6);
        in.skipBytes(2 * in.readUnsignedShort());
        for (int fields = in.readUnsignedShort(); fields > 0; fields--) {
            in.skipBytes(6);
            codeLength();
        }
        List<WrittenMethod> methods = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            in.skipBytes(2);
            String signature = texts[in.readUnsignedShort()] + texts[in.readUnsignedShort()];
            int length = codeLength();
            if (length > 0) {
                methods.add(new WrittenMethod(signature, length));
            }
        }
        return methods;
    }

    /** Passes over a member's attributes; 0 where none of them is code. */
    private int codeLength() throws IOException {
        int length = 0;
        for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
            String name = texts[in.readUnsignedShort()];
            int size = in.readInt();
            if ("Code".equals(name)) {
                in.skipBytes(4);
                length = in.readInt();
                in.skipBytes(size - 8);
            } else {
                in.skipBytes(size);
            }
        }
        return length;
    }
}
