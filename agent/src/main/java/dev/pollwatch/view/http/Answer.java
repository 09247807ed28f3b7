package dev.pollwatch.view.http;

import dev.pollwatch.view.Page;

/** A response: its status and what it says. */
record Answer(int status, Page page) {

    private static final String TEXT = "text/plain; charset=utf-8";

    static Answer text(int status, String text) {
        return new Answer(status, Page.of(TEXT, text + "\n"));
    }
}
