package dev.pollwatch.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * A host program that has ended.
 *
 * @param exitCode its exit code
 * @param out the lines of its standard output
 * @param err the lines of its standard error, the agent's among them
 */
public record Finished(int exitCode, List<String> out, List<String> err) {

    /**
     * What the agent logged.
     *
     * @return the lines that begin {@code [pollwatch]}
     */
    public List<String> agentLog() {
        return err.stream()
                .filter(line -> line.startsWith(HostProcess.LOG_PREFIX))
                .toList();
    }

    /**
     * What the agent warned of.
     *
     * @return the lines of level WARN or ERROR
     */
    public List<String> agentWarnings() {
        return agentLog().stream()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .toList();
    }

    /**
     * What the program itself wrote to its standard error.
     *
     * @return the lines that are not the agent's
     */
    public List<String> ownErr() {
        return err.stream()
                .filter(line -> !line.startsWith(HostProcess.LOG_PREFIX))
                .toList();
    }

    /**
     * Asserts that the agent cost the program nothing.
     *
     * @param without the same program, run without the agent
     */
    public void assertUnharmedAgainst(Finished without) {
        assertThat(out).as("standard output").isEqualTo(without.out);
        assertThat(exitCode).as("exit code").isEqualTo(without.exitCode);
        assertThat(ownErr()).as("standard error").isEqualTo(without.err);
    }
}
