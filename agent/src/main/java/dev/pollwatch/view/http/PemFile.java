package dev.pollwatch.view.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a PEM file. What stands around them is explanation. */
final class PemFile {

    /**
     * What stands between two of its marks.
     *
     * @param kind what the marks say it is, such as {@code CERTIFICATE}
     * @param bytes DER, or something else where headers stand before it
     */
    record Block(String kind, byte[] bytes) {}

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([^-]*?)\\s*-----END \\1-----", Pattern.DOTALL);

    private PemFile() {}

    /**
     * Takes a file apart.
     *
     * @param file what is in it
     * @return the blocks in their order, one that is no Base64 with no bytes
     */
    static List<Block> blocks(byte[] file) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), decoded(matcher.group(2))));
        }
        return blocks;
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }
}
