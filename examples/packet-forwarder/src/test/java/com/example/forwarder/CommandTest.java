package com.example.forwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandTest {
    private static final List<String> THREADS = List.of("rx-0", "worker-1");

    @ParameterizedTest
    @EnumSource(Fault.Kind.class)
    void readsEachFaultByItsWord(Fault.Kind kind) throws CommandException {
        Duration length = kind.isTimed() ? Duration.ofSeconds(5) : Duration.ZERO;
        assertThat(parse(kind.word() + " worker-1" + (kind.isTimed() ? " 5s" : "")))
                .isEqualTo(new Command.Inject("worker-1", new Fault(kind, length)));
    }

    @ParameterizedTest
    @EnumSource(Command.Simple.class)
    void readsEachCommandOfOneWord(Command.Simple command) throws CommandException {
        assertThat(parse(command.name().toLowerCase())).isEqualTo(command);
    }

    @Test
    void readsRestart() throws CommandException {
        assertThat(parse("restart rx-0")).isEqualTo(new Command.Restart("rx-0"));
    }

    @Test
    void doesNotMindSpacesAndLineEndsOfOtherSystems() throws CommandException {
        assertThat(parse("  gc \r")).isEqualTo(Command.Simple.GC);
        assertThat(parse("\tthrow   rx-0")).isInstanceOf(Command.Inject.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", an empty line is no command; there are: stall|lock|block|sleep THREAD DURATION",
                "explode worker-1, 'explode' is no command; there are:",
                "stall worker-1, 'stall worker-1' has too few words: write 'stall THREAD DURATION'",
                "throw worker-1 5s, 'throw worker-1 5s' has too many words: write 'throw THREAD'",
                "quit now, 'quit now' has too many words: write 'quit'",
                "restart, 'restart' has too few words: write 'restart THREAD'",
                "stall worker-9 5s, \"there is no thread 'worker-9'; there are: rx-0, worker-1\"",
                "stall worker-1 soon, 'soon' is not a duration",
            })
    void saysInOneSentenceWhatIsWrongAndWhatIsPossible(String line, String sentence) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> parse(line))
                .withMessageContaining(sentence);
    }

    private static Command parse(String line) throws CommandException {
        return Command.parse(line, THREADS);
    }
}
