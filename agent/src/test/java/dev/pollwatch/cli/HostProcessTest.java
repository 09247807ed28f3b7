package dev.pollwatch.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from {@code /proc} before anything is sent to a process; here from a folder that looks like it. */
class HostProcessTest {

    private static final long PID = 4711;
    private static final String HANDLES_SIGQUIT = "0000000181005ccf";
    private static final String LEAVES_SIGQUIT = "0000000181005ccb";

    @TempDir
    private Path proc;

    private final File jar = new File("/pollwatch-agent.jar");

    @BeforeEach
    void makeAJvm() throws IOException {
        write("self/status", "Uid:\t1000\t1000\t1000\t1000\n");
        Files.createSymbolicLink(folder("self/ns").resolve("pid"), Paths.get("pid:[1]"));
        Files.createSymbolicLink(folder(PID + "/ns").resolve("pid"), Paths.get("pid:[1]"));
        status("S (sleeping)", PID, 1000, HANDLES_SIGQUIT);
        write(PID + "/maps", "7f00-7f01 r-xp 00000000 00:00 0 /opt/jdk/lib/server/libjvm.so\n");
        write(PID + "/cmdline", "java\0-jar\0host.jar\0");
        write(PID + "/environ", "PATH=/bin\0");
        write(PID + "/root/proc/version", "Linux");
        write(PID + "/root/pollwatch-agent.jar", "");
    }

    @Test
    void shouldLetAJvmBeAttachedTo() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void shouldSendNothingToAJvmThatDoesNotHandleTheSignal() throws IOException {
        status("S (sleeping)", PID, 1000, LEAVES_SIGQUIT);

        assertRefused("does not handle SIGQUIT, and attaching would end it");
    }

    @Test
    void shouldSendNothingToAJvmOfWhichTheMaskIsNotTold() throws IOException {
        write(PID + "/status", "Name:\tjava\nState:\tS (sleeping)\nTgid:\t4711\nUid:\t1000\t1000\t1000\t1000\n");

        assertRefused("does not handle SIGQUIT");
    }

    @Test
    void shouldSendNothingToAServerThatShutsDownOnThatSignal() throws IOException {
        write(PID + "/maps", "7f00-7f01 r-xp 00000000 00:00 0 /usr/sbin/nginx\n");

        assertRefused("The process 4711 (java) is no HotSpot JVM");
    }

    @Test
    void shouldTellAThreadFromAProcess() throws IOException {
        status("S (sleeping)", 4700, 1000, HANDLES_SIGQUIT);

        assertRefused("4711 is a thread of the process 4700; give 4700 instead");
    }

    @Test
    void shouldTellAProcessThatHasEndedOrIsStopped() throws IOException {
        status("Z (zombie)", PID, 1000, HANDLES_SIGQUIT);
        assertRefused("has ended");

        status("T (stopped)", PID, 1000, HANDLES_SIGQUIT);
        assertRefused("is stopped and cannot answer");

        status("t (tracing stop)", PID, 1000, HANDLES_SIGQUIT);
        assertRefused("is stopped and cannot answer");
    }

    @Test
    void shouldNameTheUserWhoMayAttach() throws IOException {
        status("S (sleeping)", PID, 1001, HANDLES_SIGQUIT);

        assertRefused("runs as the user 1001");
    }

    @Test
    void shouldLetRootAttachToAnybodysJvm() throws IOException {
        write("self/status", "Uid:\t0\t0\t0\t0\n");

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void shouldTellAnotherContainer() throws IOException {
        Files.delete(proc.resolve(PID + "/ns/pid"));
        Files.createSymbolicLink(proc.resolve(PID + "/ns/pid"), Paths.get("pid:[2]"));

        assertRefused("is in another container (PID namespace)");
    }

    @Test
    void shouldTellAHostThatDoesNotSeeTheJar() throws IOException {
        Files.delete(proc.resolve(PID + "/root/pollwatch-agent.jar"));

        assertRefused("has another root directory, in which there is no /pollwatch-agent.jar");
    }

    @Test
    void shouldTellThatAttachingIsDisabledInTheCommandLineOrTheEnvironment() throws IOException {
        write(PID + "/environ", "JAVA_TOOL_OPTIONS=-XX:+DisableAttachMechanism\0");
        assertRefused("lets nobody attach");

        write(PID + "/environ", "");
        write(PID + "/cmdline", "java\0-XX:+DisableAttachMechanism\0Host\0");
        assertRefused("lets nobody attach");
    }

    @Test
    void shouldTellThatThereIsNoSuchProcess() {
        assertThatThrownBy(() -> new HostProcess(proc, 4712).checkThatItCanBeAttachedTo(jar))
                .isInstanceOf(UnreachableException.class)
                .hasMessage("There is no process 4712; the command 'list' shows the JVMs that run");
    }

    @Test
    void shouldNotAttachToItself() {
        long own = ProcessHandle.current().pid();

        assertThatThrownBy(() -> new HostProcess(proc, own).checkThatItCanBeAttachedTo(jar))
                .isInstanceOf(UnreachableException.class)
                .hasMessage(own + " is this command itself; give the pid of another JVM");
    }

    private void check() throws UnreachableException {
        new HostProcess(proc, PID).checkThatItCanBeAttachedTo(jar);
    }

    private void assertRefused(String why) {
        assertThatThrownBy(this::check).isInstanceOf(UnreachableException.class).hasMessageContaining(why);
    }

    private void status(String state, long process, int user, String caught) throws IOException {
        write(
                PID + "/status",
                "Name:\tjava\nState:\t" + state + "\nTgid:\t" + process + "\nUid:\t" + user + "\t" + user + "\t" + user
                        + "\t" + user + "\nSigCgt:\t" + caught + "\n");
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(proc.resolve(name));
    }

    private void write(String name, String text) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
