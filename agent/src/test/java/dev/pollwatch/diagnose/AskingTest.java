package dev.pollwatch.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AskingTest {

    private final CountDownLatch end = new CountDownLatch(1);
    private final Asking asking = new Asking(2, 50);

    @AfterEach
    void letThemEnd() {
        end.countDown();
    }

    @Test
    void shouldGiveWhatACallGives() {
        Asking patient = new Asking(1, 10_000);
        for (int i = 0; i < 1000; i++) {
            int number = i;
            assertThat(patient.ask(() -> number, -1)).isEqualTo(i);
        }
    }

    @Test
    void shouldGiveUpOnACallThatDoesNotComeBack() {
        assertThat(asking.ask(this::hang, "nothing")).isEqualTo("nothing");
    }

    @Test
    void shouldBeginNoMoreWhileTooManyHangAndAgainWhenTheyAreBack() {
        asking.ask(this::hang, "nothing");
        asking.ask(this::hang, "nothing");

        assertThat(asking.ask(() -> "answer", "nothing")).isEqualTo("nothing");
        end.countDown();
        await().until(() -> asking.ask(() -> "answer", "nothing").equals("answer"));
    }

    @Test
    void shouldTakeTheOtherWhereACallFails() {
        Asking patient = new Asking(1, 10_000);
        String answer = patient.ask(
                () -> {
                    throw new AssertionError("broken");
                },
                "nothing");
        assertThat(answer).isEqualTo("nothing");
    }

    private String hang() {
        boolean waiting = true;
        while (waiting) {
            try {
                end.await();
                waiting = false;
            } catch (InterruptedException notSoEasily) {
                waiting = true;
            }
        }
        return "late";
    }
}
