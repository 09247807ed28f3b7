package dev.pollwatch.view;

import dev.pollwatch.keepalive.Stall;
import java.util.concurrent.TimeUnit;

/** Shows a {@link Stall} with the getters that JMX needs. */
final class StallRow implements StallView {

    private final Stall stall;

    StallRow(Stall stall) {
        this.stall = stall;
    }

    @Override
    public long getStartTime() {
        return stall.startMillis();
    }

    @Override
    public long getLengthMillis() {
        return TimeUnit.NANOSECONDS.toMillis(stall.nanos());
    }

    @Override
    public boolean isOver() {
        return stall.over();
    }

    @Override
    public String getDiagnosis() {
        return stall.diagnosis().word();
    }

    @Override
    public String getDiagnosisDetail() {
        return stall.diagnosis().detail();
    }

    @Override
    public String getEvidence() {
        return stall.diagnosis().evidence().line();
    }

    @Override
    public String getStack() {
        return stall.diagnosis().stack();
    }
}
