package dev.pollwatch.e2e.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code run.sh} of an example, as a newcomer calls it. */
public final class ExampleScript {

    private static final Path MAVEN = Path.of(System.getProperty("pollwatch-test.maven"));

    private ExampleScript() {}

    /**
     * Runs it to its end, with the JDK and the Maven of the tests in front of others.
     *
     * @param example the example's folder
     * @param jdk the JDK to run on
     * @param options the script's options
     * @return what it printed, and its exit code
     */
    public static CommandLineTool.Result run(String example, Jdk jdk, String... options) {
        CommandLineTool bash = CommandLineTool.need("bash", any -> true, "install bash");
        CommandLineTool.need("curl", any -> true, "install curl");
        List<String> arguments = new ArrayList<>(List.of(
                "-c",
                "JAVA_HOME=$1 PATH=\"$1/bin:$2:$PATH\" exec \"${@:3}\"",
                "bash",
                jdk.home().toString(),
                MAVEN.getParent().toString(),
                TestPaths.example(example).resolve("run.sh").toAbsolutePath().toString()));
        arguments.addAll(List.of(options));
        return bash.run("", arguments.toArray(String[]::new));
    }
}
