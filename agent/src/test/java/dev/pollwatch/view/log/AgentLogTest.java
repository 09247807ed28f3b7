package dev.pollwatch.view.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

class AgentLogTest {

    @TempDir
    private Path folder;

    @Test
    void shouldWriteOneLineForEachEventWhateverNamesHold() throws IOException {
        List<String> lines = logged(
                "debug",
                logger -> logger.warn(
                        "\"{}\" is DEAD",
                        "rx\r\n[pollwatch] forged \u001b[2J\u202Egnirts\u2028\u2029\u0085 \uDBFF\uDFFF \uDB40\uDC41 end",
                        new IllegalStateException("a\nb", new IOException("c\rd"))));

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("[pollwatch] ")
                .contains("\"rx\\u000d\\u000a[pollwatch] forged \\u001b[2J\\u202egnirts\\u2028\\u2029\\u0085")
                .contains("\\udb40\\udc41 end\" is DEAD")
                .contains("<- java.lang.IllegalStateException: a\\u000ab at ")
                .contains("<- java.io.IOException: c\\u000dd");
    }

    @Test
    void shouldHaveWrittenEverythingWhenItHasBeenFlushed() throws IOException {
        for (int round = 0; round < 20; round++) {
            String file = folder.resolve("flushed-" + round).toString();
            AgentLog log = AgentLog.open("info", file);
            for (int i = 0; i < 2000; i++) {
                log.logger().info("line {}", i);
            }
            log.flush();
            assertThat(Files.readAllLines(Path.of(file))).hasSize(2000);
        }
    }

    @Test
    void shouldAppendToWhatTheFileHolds() throws IOException {
        Files.writeString(folder.resolve("agent.log"), "what was there\n");

        assertThat(logged("info", logger -> logger.info("more")))
                .hasSize(2)
                .first()
                .isEqualTo("what was there");
    }

    @ParameterizedTest
    @CsvSource({"off,0", "error,1", "warn,2", "info,3", "debug,4", "trace,5", "nonsense,3"})
    void shouldLogAtTheLevelItWasOpenedWith(String level, int lines) throws IOException {
        assertThat(logged(level, logger -> {
                    logger.error("e");
                    logger.warn("w");
                    logger.info("i");
                    logger.debug("d");
                    logger.trace("t");
                }))
                .hasSize(lines);
    }

    @Test
    void shouldLogToStandardErrorWhereTheFileCannotBeWritten() {
        Path inNoFolder = folder.resolve("missing").resolve("agent.log");
        AgentLog log = AgentLog.open("info", inNoFolder.toString());
        log.logger().info("still here");
        log.flush();

        assertThat(inNoFolder).doesNotExist();
        assertThat(AgentLog.open("info", "\0").logger().isInfoEnabled()).isTrue();
    }

    private List<String> logged(String level, Consumer<Logger> what) throws IOException {
        Path file = folder.resolve("agent.log");
        AgentLog log = AgentLog.open(level, file.toString());
        what.accept(log.logger());
        log.flush();
        return Files.readAllLines(file);
    }
}
