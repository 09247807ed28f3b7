package dev.pollwatch.view.http;

import java.util.List;

/**
 * What a request asks for besides its path. Keys that are unknown are passed over, as they always were. A row is asked for by Java's
 * id of its thread and not by its key, since a thread's name may be longer than a request.
 *
 * @param brief whether stacks and the sentences of past stalls are to be left out; they may be megabytes
 * @param javaThreadId the thread whose rows alone are wanted, as it was written; empty for all threads
 * @param report whether {@code /health} is to be told with the status 200 in any case, for those who read what it says
 */
record Query(boolean brief, String javaThreadId, boolean report) {

    static final Query NONE = new Query(false, "", false);

    private static final String THREAD = "javaThreadId=";

    /** Reads what stands behind the question mark. */
    static Query of(String text) {
        List<String> parts = List.of(text.split("&"));
        String thread = "";
        for (String part : parts) {
            if (part.startsWith(THREAD)) {
                thread = part.substring(THREAD.length());
            }
        }
        return new Query(parts.contains("brief"), thread, parts.contains("report"));
    }

    /** Whether the rows of a thread are wanted. */
    boolean wants(long thread) {
        return javaThreadId.isEmpty() || javaThreadId.equals(Long.toString(thread));
    }
}
