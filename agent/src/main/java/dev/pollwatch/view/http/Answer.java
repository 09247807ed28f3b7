package dev.pollwatch.view.http;

import dev.pollwatch.view.Page;
import java.util.Map;

/** A response: its status, what it says, and the headers that only it has. */
record Answer(int status, Page page, Map<String, String> headers) {

    private static final String TEXT = "text/plain; charset=utf-8";

    Answer(int status, Page page) {
        this(status, page, Map.of());
    }

    static Answer text(int status, String text) {
        return new Answer(status, Page.of(TEXT, text + "\n"));
    }
}
