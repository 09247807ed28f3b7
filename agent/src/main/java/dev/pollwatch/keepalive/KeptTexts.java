package dev.pollwatch.keepalive;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts that the histories of all rows hold: equal ones once, and no more than so many characters together. What is over goes, the
 * longest unused first, and says so where it stood. Only touched under the dispatcher's lock.
 */
final class KeptTexts {

    /** Some thousand stacks; where hundreds of threads hang at one place, these are one. */
    static final int MOST_CHARS = 4_000_000;

    static final String GONE = "(no longer kept: there were too many stalls since)";

    static final Text NOTHING = new Text("");

    /** A text that may go. */
    static final class Text {

        private String text;

        private Text(String text) {
            this.text = text;
        }

        String get() {
            return text;
        }
    }

    private final int mostChars;
    private final Map<String, Text> byText = new LinkedHashMap<>(16, 0.75f, true);
    private long chars;

    KeptTexts(int mostChars) {
        this.mostChars = mostChars;
    }

    Text keep(String text) {
        if (text.isEmpty()) {
            return NOTHING;
        }
        Text known = byText.get(text);
        if (known != null) {
            return known;
        }
        Text kept = new Text(text);
        byText.put(text, kept);
        chars += text.length();
        Iterator<Map.Entry<String, Text>> eldest = byText.entrySet().iterator();
        while (chars > mostChars && byText.size() > 1) {
            Map.Entry<String, Text> going = eldest.next();
            eldest.remove();
            chars -= going.getKey().length();
            going.getValue().text = GONE;
        }
        return kept;
    }

    /** How many characters are kept. */
    long chars() {
        return chars;
    }
}
