package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.ExampleScript;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The README's first command, as a new user runs it: which takes its time, so two at once. */
class ReadmeIT {

    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldShowAStallAndTheRecoveryByOneCommand(Jdk jdk) {
        assertThat(run(jdk, "--seconds", "40"))
                .contains("\"worker-1\" com.example.forwarder.WorkerLoop#run ALIVE -> DEAD")
                .contains("com.example.forwarder.Faults.spin(Faults.java:")
                .contains("\"worker-1\" com.example.forwarder.WorkerLoop#run DEAD -> ALIVE");
    }

    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldShowAnotherFaultThatIsAskedFor(Jdk jdk) {
        assertThat(run(jdk, "--fault", "throw", "--seconds", "20"))
                .contains(" THREW com.example.forwarder.InjectedFaultException: asked for by the command 'throw'")
                .contains(", was THREW com.example.forwarder.InjectedFaultException");
    }

    private static String run(Jdk jdk, String... options) {
        CommandLineTool.Result result = ExampleScript.run("packet-forwarder", jdk, options);

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("1 of 3", "2 of 3", "3 of 3");
        return result.out();
    }
}
