package dev.pollwatch.view;

import java.nio.charset.StandardCharsets;

/**
 * A text that one view hands to another to serve.
 *
 * @param contentType its media type with the charset, always UTF-8
 * @param body the encoded text; not to be changed
 */
public record Page(String contentType, byte[] body) {

    /**
     * Encodes a text.
     *
     * @param contentType its media type with the charset
     * @param text the text
     * @return the page
     */
    public static Page of(String contentType, String text) {
        return new Page(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Decodes the body.
     *
     * @return the text
     */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
