package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import java.nio.file.Path;

/** The README's first command, as a new user runs it. */
class ReadmeIT {

    private static final Path SCRIPT = Path.of("..", "examples", "packet-forwarder", "run.sh");

    @ForEachJdk
    void shouldShowAStallAndTheRecoveryByOneCommand(Jdk jdk) {
        CommandLineTool bash = CommandLineTool.need("bash", any -> true, "install bash");
        CommandLineTool.need("curl", any -> true, "install curl");

        // The script takes the java that it finds first.
        CommandLineTool.Result result = bash.run(
                "",
                "-c",
                "PATH=\"$1/bin:$PATH\" exec \"$2\" --seconds 25",
                "bash",
                jdk.home().toString(),
                SCRIPT.toAbsolutePath().toString());

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("1 of 3", "2 of 3", "3 of 3")
                .contains("\"worker-1\" com.example.forwarder.WorkerLoop#run ALIVE -> DEAD")
                .contains("com.example.forwarder.Faults.spin(Faults.java:")
                .contains("\"worker-1\" com.example.forwarder.WorkerLoop#run DEAD -> ALIVE");
    }
}
