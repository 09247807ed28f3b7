package dev.pollwatch.view.http;

import dev.pollwatch.view.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.HttpStatus;

/**
 * The page at {@code /}: one HTML text with its style and its script in it, put together from the files in the folder {@code page}
 * when somebody first asks for it. It fetches {@code /health} and {@code /threads} and nothing else; its policy lets it do no more.
 */
final class StatusPage {

    static final List<String> SCRIPTS = List.of(
            "format.js",
            "history.js",
            "plots.js",
            "columns.js",
            "details.js",
            "row.js",
            "table.js",
            "summary.js",
            "announcer.js",
            "main.js");

    private static final String FOLDER = "page/";
    private static final String TYPE = "text/html; charset=utf-8";

    private StatusPage() {}

    /** The page with its headers, made once. */
    static Answer answer() {
        return Made.ANSWER;
    }

    /** What stands between the tags of the script. */
    static String script() {
        StringBuilder script = new StringBuilder("\n\"use strict\";\n");
        for (String file : SCRIPTS) {
            script.append(text(file));
        }
        return script.toString();
    }

    /** What stands between the tags of the style. */
    static String style() {
        return "\n" + text("page.css");
    }

    /**
     * What a browser may do with the page. The hashes are kept in a file and not reckoned here: that would load the security
     * providers, which may be the host's own. A test holds them against the page.
     */
    static String policy() {
        return text("policy").strip().replace("\n", "; ");
    }

    private static final class Made {

        static final Answer ANSWER = new Answer(
                HttpStatus.SC_OK,
                Page.of(TYPE, text("page.html").replace("/* style */", style()).replace("/* script */", script())),
                Map.of(
                        "Content-Security-Policy", policy(),
                        "Referrer-Policy", "no-referrer",
                        "Vary", "Accept"));
    }

    private static String text(String file) {
        try (InputStream in = StatusPage.class.getResourceAsStream(FOLDER.concat(file))) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + file + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
