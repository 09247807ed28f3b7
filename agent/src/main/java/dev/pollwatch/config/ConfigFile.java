package dev.pollwatch.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of a YAML file. Whatever is wrong with the file is one complaint, and what of it can be used is used. Never waits
 * for ever and never reads without bound: only regular files, and of those at most {@value #MOST_BYTES} bytes.
 */
final class ConfigFile {

    static final int MOST_BYTES = 1 << 20;

    private final String source;
    private final Complaints complaints;
    private final Map<Option, Given> given = new EnumMap<>(Option.class);

    private ConfigFile(String name, Complaints complaints) {
        this.source = "config file " + Complaints.quote(name);
        this.complaints = complaints;
    }

    static Map<Option, Given> read(String name, Complaints complaints) {
        ConfigFile file = new ConfigFile(name, complaints);
        String text = file.text(name);
        if (text != null) {
            file.takeDocument(text);
        }
        return file.given;
    }

    private @Nullable String text(String name) {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                return refuse("is a directory");
            }
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                return refuse("is not a regular file");
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(path)) {
                bytes = in.readNBytes(MOST_BYTES + 1);
            }
            if (bytes.length > MOST_BYTES) {
                return refuse("is larger than 1 MiB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (InvalidPathException e) {
            return refuse("is no valid path");
        } catch (NoSuchFileException e) {
            return refuse("does not exist");
        } catch (AccessDeniedException e) {
            return refuse("may not be read by this process");
        } catch (CharacterCodingException e) {
            return refuse("is not UTF-8 text");
        } catch (IOException | SecurityException e) {
            return refuse("cannot be read: " + Complaints.quote(String.valueOf(e.getMessage())));
        }
    }

    private @Nullable String refuse(String why) {
        complaints.ignoredFile(source + " " + why);
        return null;
    }

    private void takeDocument(String text) {
        Object document;
        try {
            document = Yaml.parse(text);
        } catch (MalformedYamlException e) {
            refuse("is not valid YAML: " + e.getMessage());
            return;
        }
        if (document == null) {
            refuse("holds no options");
        } else if (document instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                takeEntry(entry.getKey(), entry.getValue());
            }
        } else {
            refuse("holds " + typeOf(document) + " where options as key: value are expected");
        }
    }

    private void takeEntry(@Nullable Object key, @Nullable Object value) {
        if (!(key instanceof String name)) {
            complaints.warn("key " + Complaints.quote(String.valueOf(key)) + " (" + source + ") is ignored: it is "
                    + typeOf(key) + " and not a word");
            return;
        }
        Option option = Option.byKey(name);
        if (option == null) {
            complaints.unknownKey(name, source);
        } else if (option == Option.CONFIG) {
            complaints.warn("option \"config\" (" + source + ") is ignored: a config file cannot name another");
        } else if (value instanceof List<?> list && option.isList()) {
            takeList(option, list);
        } else if (isScalar(value)) {
            given.put(option, Given.of(option, String.valueOf(value), source));
        } else {
            String expected = option.isList() ? "text or a list of texts" : "one value";
            if (option.isGuard()) {
                complaints.badGuard("option " + Complaints.quote(option.key()) + " (" + source + ") is " + typeOf(value)
                        + ": expected " + expected);
            } else {
                complaints.badType(option, typeOf(value), source, expected);
            }
        }
    }

    private void takeList(Option option, List<?> list) {
        List<String> parts = new ArrayList<>();
        for (Object item : list) {
            if (isScalar(item)) {
                Given.addPart(parts, new StringBuilder(String.valueOf(item)));
            } else {
                complaints.badType(option, "a list with " + typeOf(item) + " in it", source, "a list of texts");
                return;
            }
        }
        given.put(option, new Given(String.join(",", parts), parts, source));
    }

    private static boolean isScalar(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static String typeOf(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof Map) {
            return "a map";
        }
        if (value instanceof Iterable) {
            return "a list";
        }
        if (value instanceof Number) {
            return "a number";
        }
        return value instanceof Boolean ? "true or false" : value instanceof String ? "a text" : "binary data";
    }
}
