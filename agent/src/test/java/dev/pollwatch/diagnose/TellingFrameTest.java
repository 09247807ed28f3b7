package dev.pollwatch.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which frame of a stack a sentence names. */
class TellingFrameTest {

    private static final String OF_17 = "com.acme.Rx$$Lambda$14/0x0000000800c03000";
    private static final String OF_25 = "com.acme.Rx$$Lambda/0x0000000800c03000";

    private final Thread parked = new Thread(TellingFrameTest::parkByReference, "parked");
    private volatile boolean over;

    @AfterEach
    void end() {
        over = true;
        LockSupport.unpark(parked);
    }

    @ParameterizedTest
    @ValueSource(strings = {OF_17, OF_25})
    void shouldNameTheCallerOfAMethodReferenceAndWhatOfTheJdkItRefersTo(String lambda) {
        Stacks.Taken stack = new Stacks.Taken(
                List.of(
                        ofTheJdk("java.util.concurrent.locks.LockSupport", "park"),
                        frame(lambda, "run", null, -1),
                        frame("com.acme.Rx", "poll", "Rx.java", 31)),
                "");

        assertThat(Findings.where(stack)).isEqualTo(" in LockSupport.park at Rx.poll(Rx.java:31)");
    }

    @Test
    void shouldNameTheMethodOfTheHostThatAMethodReferenceRefersTo() {
        Stacks.Taken stack = new Stacks.Taken(
                List.of(
                        frame("com.acme.Table", "lookup", "Table.java", 88),
                        frame(OF_17, "run", null, -1),
                        frame("com.acme.Rx", "poll", "Rx.java", 31)),
                "");

        assertThat(Findings.where(stack)).isEqualTo(" at Table.lookup(Table.java:88)");
    }

    @Test
    void shouldNameTheCallerWhereTwoStacksShareNoMoreThanAMethodReference() {
        StackTraceElement poll = frame("com.acme.Rx", "poll", "Rx.java", 31);
        StackTraceElement lambda = frame(OF_17, "run", null, -1);

        assertThat(SharedFrame.of(
                        List.of(ofTheJdk("java.util.ArrayDeque", "poll"), lambda, poll),
                        List.of(ofTheJdk("java.util.ArrayDeque", "isEmpty"), lambda, poll)))
                .isEqualTo(poll);
    }

    @Test
    void shouldNameTheCallerInTheStackOfARealThread() {
        parked.setDaemon(true);
        parked.start();
        await().until(() -> parked.getState() == Thread.State.WAITING);

        Stacks.Taken stack = new Stacks.Taken(List.of(parked.getStackTrace()), "");

        assertThat(Findings.where(stack))
                .matches(" in LockSupport\\.park at TellingFrameTest\\.parkByReference\\(.*\\)");
    }

    private static void parkByReference() {
        Runnable park = LockSupport::park;
        park.run();
    }

    private static StackTraceElement ofTheJdk(String type, String method) {
        return new StackTraceElement(null, "java.base", null, type, method, "Some.java", 1);
    }

    private static StackTraceElement frame(String type, String method, String file, int line) {
        return new StackTraceElement(type, method, file, line);
    }
}
