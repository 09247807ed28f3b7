package dev.pollwatch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a JSON object or of composite data, by name. Who gave them may be anybody, so each is looked at before it is used. */
final class Fields {

    /** A value that every Pollwatch gives is not there, or is something else. */
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException(String name) {
            super(name, null, false, false);
        }
    }

    private final Map<?, ?> values;

    private Fields(Map<?, ?> values) {
        this.values = values;
    }

    static Fields of(@Nullable Object value) throws MissingException {
        if (value instanceof Map<?, ?> map) {
            return new Fields(map);
        }
        throw new MissingException("an object");
    }

    static List<Fields> listOf(@Nullable Object value) throws MissingException {
        List<Fields> all = new ArrayList<>();
        if (!(value instanceof List<?> list)) {
            throw new MissingException("a list");
        }
        for (Object item : list) {
            all.add(of(item));
        }
        return all;
    }

    String text(String name) throws MissingException {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw new MissingException(name);
    }

    /** A text that is left out where an answer is to be short. */
    String textOrEmpty(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    long number(String name) throws MissingException {
        return someNumber(name).longValue();
    }

    double fraction(String name) throws MissingException {
        return someNumber(name).doubleValue();
    }

    boolean flag(String name) throws MissingException {
        if (values.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw new MissingException(name);
    }

    List<String> texts(String name) throws MissingException {
        List<String> texts = new ArrayList<>();
        if (!(values.get(name) instanceof List<?> list)) {
            throw new MissingException(name);
        }
        for (Object item : list) {
            texts.add(String.valueOf(item));
        }
        return texts;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable
    Object raw(String name) {
        return values.get(name);
    }

    private Number someNumber(String name) throws MissingException {
        if (values.get(name) instanceof Number number) {
            return number;
        }
        throw new MissingException(name);
    }
}
