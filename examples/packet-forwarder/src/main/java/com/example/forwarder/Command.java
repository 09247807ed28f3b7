package com.example.forwarder;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** One line of the control, understood. */
sealed interface Command {
    /** Makes a fault in the poll loop of a thread. */
    record Inject(String thread, Fault fault) implements Command {}

    /** Gives the poll loop of an ended thread a new thread of the same name. */
    record Restart(String thread) implements Command {}

    /** The commands of one word. */
    enum Simple implements Command {
        GC,
        STATS,
        THREADS,
        HELP,
        QUIT;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All commands, in one line. */
    String USAGE = Fault.Kind.words(true) + " THREAD DURATION, " + Fault.Kind.words(false) + "|restart THREAD, "
            + Arrays.stream(Simple.values()).map(Simple::word).collect(Collectors.joining(", "));

    /**
     * Understands a line.
     *
     * @param threads the names of the threads that there are
     * @throws CommandException with a sentence for the user when it is no command
     */
    static Command parse(String line, Collection<String> threads) throws CommandException {
        String[] words = line.strip().split("\\s+");
        String verb = words[0];
        Optional<Simple> simple = Arrays.stream(Simple.values())
                .filter(command -> command.word().equals(verb))
                .findFirst();
        if (simple.isPresent()) {
            expect(words, 1, verb);
            return simple.get();
        }
        if (verb.equals("restart")) {
            expect(words, 2, "restart THREAD");
            return new Restart(thread(words[1], threads));
        }
        Fault.Kind kind = Fault.Kind.ofWord(verb)
                .orElseThrow(() -> new CommandException(
                        (verb.isEmpty() ? "an empty line" : "'" + verb + "'") + " is no command; there are: " + USAGE));
        expect(words, kind.isTimed() ? 3 : 2, verb + (kind.isTimed() ? " THREAD DURATION" : " THREAD"));
        String thread = thread(words[1], threads);
        return new Inject(thread, new Fault(kind, kind.isTimed() ? duration(words[2]) : Duration.ZERO));
    }

    private static void expect(String[] words, int count, String form) throws CommandException {
        if (words.length != count) {
            throw new CommandException("'" + String.join(" ", words) + "' has too "
                    + (words.length < count ? "few" : "many") + " words: write '" + form + "'");
        }
    }

    private static String thread(String name, Collection<String> threads) throws CommandException {
        if (!threads.contains(name)) {
            throw new CommandException("there is no thread '" + name + "'; there are: " + String.join(", ", threads));
        }
        return name;
    }

    private static Duration duration(String text) throws CommandException {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage());
        }
    }
}
