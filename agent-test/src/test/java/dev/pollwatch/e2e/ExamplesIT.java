package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.ExampleScript;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.TestPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples for frameworks, each by its one command, as a newcomer runs it. */
class ExamplesIT {

    private static final int MOST_LINES = 100;

    /** The JDKs in turn, so that each is there and the whole stays cheap. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            netty       ! 17 ! BLOCKED on Object@[0-9a-f]+ held by "main" at .*EchoHandler.channelRead0
            aeron       ! 25 ! (SPINNING|STARVED) .*
            disruptor   ! 17 ! WAITING on Semaphore.* at .*Store.onEvent
            kafka       ! 25 ! BLOCKED on ReentrantLock.* held by "main" at KafkaClicks.onTaken
            spring-boot ! 17 ! IN_SYSCALL in read of socket.* at OrdersApplication.order
            """)
    void shouldShowAHandlerThatHangsByOneCommand(String example, int feature, String diagnosis) {
        CommandLineTool.Result result = ExampleScript.run(example, jdk(feature));

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        String[] looks = result.out().split("\n==> [123] of 3: ");
        assertThat(looks).as(result.out()).hasSize(4);
        assertThat(looks[1]).startsWith("all is well").doesNotContain(" DEAD ");
        assertThat(looks[2]).containsPattern(" DEAD .* " + diagnosis).contains(" DEAD for ");
        assertThat(looks[3]).contains("last stall ").doesNotContain(" DEAD ");
        assertThat(stillRunning(example)).isEmpty();
        if (example.equals("spring-boot")) {
            assertThat(looks[2]).containsPattern("\npollwatch_thread_state\\{.*state=\"dead\".*-exec-");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "aeron", "disruptor", "kafka", "spring-boot"})
    void shouldBeShortAndKnowNothingOfPollwatch(String example) throws IOException {
        Path folder = TestPaths.example(example);
        try (Stream<Path> files = Files.walk(folder.resolve("src"))) {
            List<Path> programs = files.filter(Files::isRegularFile).toList();
            assertThat(programs).singleElement().satisfies(program -> {
                assertThat(program).hasExtension("java");
                assertThat(Files.readAllLines(program)).hasSizeLessThanOrEqualTo(MOST_LINES);
                assertThat(Files.readString(program)).doesNotContainIgnoringCase("pollwatch");
            });
        }
        assertThat(folder.resolve("pom.xml")).content().doesNotContainIgnoringCase("pollwatch");
    }

    private static Jdk jdk(int feature) {
        return Jdk.all().stream()
                .filter(jdk -> jdk.feature() == feature && jdk.isPresent())
                .findFirst()
                .orElseGet(Jdk::any);
    }

    private static List<String> stillRunning(String example) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains("java") && line.contains("examples/" + example + "/target"))
                .toList();
    }
}
