package dev.pollwatch.hosts.stalls;

/** Programs of the machine that say nothing and end at once. */
final class Commands {

    private Commands() {}

    static void run(String... command) throws Exception {
        int code = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
        }
    }
}
