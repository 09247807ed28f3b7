package dev.pollwatch.e2e.harness;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How to start a host program. The environment is this process's, without anything that would reach into the JVM. */
public final class Host {

    private final Jdk jdk;
    private final List<String> wrapper = new ArrayList<>();
    private final List<String> jvmArgs = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>(List.of(TestPaths.hosts()));
    private final List<String> program = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    private Host(Jdk jdk) {
        this.jdk = jdk;
    }

    /**
     * Begins with a JDK.
     *
     * @param jdk the JDK to run on
     * @return a host to be
     */
    public static Host on(Jdk jdk) {
        return new Host(jdk);
    }

    /**
     * Adds the packaged agent; twice adds it twice.
     *
     * @param options its options, empty for none
     * @return this
     */
    public Host agent(String options) {
        jvmArgs.add("-javaagent:" + TestPaths.agentJar() + (options.isEmpty() ? "" : "=" + options));
        return this;
    }

    /**
     * Adds arguments to the JVM.
     *
     * @param args such as {@code -Dkey=value}
     * @return this
     */
    public Host jvm(String... args) {
        jvmArgs.addAll(List.of(args));
        return this;
    }

    /**
     * Adds to the class path.
     *
     * @param entries jars or folders
     * @return this
     */
    public Host classPath(Collection<Path> entries) {
        classPath.addAll(entries);
        return this;
    }

    /**
     * Replaces the class path, on which the host programs stand as class files.
     *
     * @param jars jars with the host programs among them
     * @return this
     */
    public Host onlyClassPath(Collection<Path> jars) {
        classPath.clear();
        return classPath(jars);
    }

    /**
     * Sets an environment variable.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public Host environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Runs the JVM under another program, which gets the JVM's command line as its last arguments.
     *
     * @param command the program and its arguments
     * @return this
     */
    public Host under(List<String> command) {
        wrapper.addAll(command);
        return this;
    }

    /**
     * Starts a program of the class path.
     *
     * @param main its main class
     * @param args its arguments
     * @return the running program
     */
    public HostProcess start(Class<?> main, String... args) {
        program.add("-cp");
        program.add(joined(classPath));
        program.add(main.getName());
        program.addAll(List.of(args));
        return start(jdk.tool("java"));
    }

    /**
     * Starts a program that has nothing on its class path but what is given here.
     *
     * @param path its class path
     * @param main the name of its main class
     * @param args its arguments
     * @return the running program
     */
    public HostProcess start(List<Path> path, String main, List<String> args) {
        program.add("-cp");
        program.add(joined(path));
        program.add(main);
        program.addAll(args);
        return start(jdk.tool("java"));
    }

    /**
     * Starts a module.
     *
     * @param modulePath where the module is
     * @param module the module, with its main class after a slash
     * @return the running program
     */
    public HostProcess startModule(Path modulePath, String module) {
        program.addAll(List.of("-p", modulePath.toString(), "-m", module));
        return start(jdk.tool("java"));
    }

    /**
     * Runs a program of the class path to its end.
     *
     * @param main its main class
     * @param args its arguments
     * @return what it left behind
     */
    public Finished run(Class<?> main, String... args) {
        try (HostProcess process = start(main, args)) {
            return process.awaitEnd();
        }
    }

    /**
     * Runs one of the JDK's tools to its end, with the JVM arguments in {@code JAVA_TOOL_OPTIONS}.
     *
     * @param name the tool
     * @param args its arguments
     * @return what it left behind
     */
    public Finished runTool(String name, String... args) {
        environment.put("JAVA_TOOL_OPTIONS", String.join(" ", jvmArgs));
        jvmArgs.clear();
        program.addAll(List.of(args));
        try (HostProcess process = start(jdk.tool(name))) {
            return process.awaitEnd();
        }
    }

    private static String joined(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Runs the command line of the packaged agent to its end.
     *
     * @param args its arguments
     * @return what it left behind
     */
    public Finished runAgentJar(String... args) {
        try (HostProcess process = startAgentJar(args)) {
            return process.awaitEnd();
        }
    }

    /**
     * Starts the command line of the packaged agent, for commands that do not end by themselves.
     *
     * @param args its arguments
     * @return the running command
     */
    public HostProcess startAgentJar(String... args) {
        program.addAll(List.of("-jar", TestPaths.agentJar().toString()));
        program.addAll(List.of(args));
        return start(jdk.tool("java"));
    }

    /**
     * Starts the command line of the packaged agent in a terminal, which is made by the program {@code script}. Behind the command the terminal says
     * {@code exit} and the exit code, and {@code restored} where its settings are what they were.
     *
     * @param columns how wide the terminal is
     * @param lines how high it is
     * @param args the command's arguments
     * @return the running terminal; what is typed is what it is given as commands
     */
    public HostProcess startInTerminal(int columns, int lines, String... args) {
        CommandLineTool script =
                CommandLineTool.need("script", any -> true, "it is in Debian's package bsdutils, or util-linux");
        List<String> words = new ArrayList<>(List.of(jdk.tool("java")));
        words.addAll(jvmArgs);
        words.addAll(List.of("-jar", TestPaths.agentJar().toString()));
        words.addAll(List.of(args));
        String command = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        ProcessBuilder builder = new ProcessBuilder(
                script.path().toString(),
                "-qfec",
                "stty cols " + columns + " rows " + lines + "; trap : INT; before=$(stty -g); " + command
                        + "; echo \"\nexit $?\"; test \"$before\" = \"$(stty -g)\" && echo restored",
                "/dev/null");
        clean(builder.environment());
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().put("TERM", "xterm");
        builder.environment().putAll(environment);
        return new HostProcess(builder);
    }

    private HostProcess start(String executable) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(executable);
        command.addAll(jvmArgs);
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command);
        clean(builder.environment());
        builder.environment().putAll(environment);
        return new HostProcess(builder);
    }

    private static void clean(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(name -> name.startsWith("POLLWATCH_")
                        || name.equals("NO_COLOR")
                        || name.equals("JAVA_TOOL_OPTIONS")
                        || name.equals("JDK_JAVA_OPTIONS")
                        || name.equals("_JAVA_OPTIONS"));
    }
}
