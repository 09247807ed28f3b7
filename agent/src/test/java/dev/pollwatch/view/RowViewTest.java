package dev.pollwatch.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.State;
import dev.pollwatch.os.TaskFacts;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RowViewTest {

    @Test
    void asksTheKernelOnlyWhenSomebodyLooks() {
        AtomicInteger looks = new AtomicInteger();
        ThreadView view = new RowView(Rows.row(1, "rx", State.ALIVE), tid -> {
            looks.incrementAndGet();
            return TaskFacts.UNKNOWN;
        });

        view.getName();
        view.getHeartbeats();
        assertThat(looks).hasValue(0);
        view.getCore();
        assertThat(looks).hasValue(1);
    }

    @Test
    void asksTheKernelNothingOfAThreadThatEnded() {
        ThreadView view = new RowView(Rows.ended(Rows.row(1, "rx", State.UNUSED)), Rows.TASKS);

        assertThat(view.getCore()).isEqualTo(-1);
        assertThat(view.getKernelState()).isEmpty();
        assertThat(view.getRunQueueWaitMillis()).isEqualTo(-1);
    }

    @Test
    void saysOfAVirtualThreadThatItIsOneWhereTheKernelKnowsNothing() {
        RowView view = new RowView(Rows.virtual(Rows.row(1, "virtual", State.ALIVE)), Rows.TASKS);

        assertThat(view.getTid()).isEqualTo(-1);
        assertThat(view.getKernelState()).isEqualTo("virtual");
        assertThat(view.getCore()).isEqualTo(-1);
        assertThat(view.getCpuPercent()).isEqualTo(-1);
    }

    @Test
    void givesMillisecondsAndKeepsMinusOne() {
        ThreadView alive = new RowView(Rows.row(1, "rx", State.ALIVE), Rows.TASKS);
        ThreadView unused = new RowView(Rows.row(1, "rx", State.UNUSED), Rows.TASKS);

        assertThat(alive.getStateSinceMillis()).isEqualTo(12_000);
        assertThat(alive.getRunQueueWaitMillis()).isEqualTo(40);
        assertThat(unused.getLastHeartbeatAgeMillis()).isEqualTo(-1);
    }
}
