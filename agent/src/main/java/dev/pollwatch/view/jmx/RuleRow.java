package dev.pollwatch.view.jmx;

import dev.pollwatch.keepalive.RuleStatus;

/** Shows a {@link RuleStatus} with the getters that JMX needs. */
final class RuleRow implements RuleView {

    private static final String[] NONE = {};

    private final RuleStatus status;

    RuleRow(RuleStatus status) {
        this.status = status;
    }

    @Override
    public String getRule() {
        return status.rule();
    }

    @Override
    public String getKind() {
        return status.kind();
    }

    @Override
    public String getSource() {
        return status.source();
    }

    @Override
    public String[] getWoven() {
        return status.woven().toArray(NONE);
    }

    @Override
    public int getLoops() {
        return status.loops();
    }

    @Override
    public String[] getLeftAlone() {
        return status.leftAlone().toArray(NONE);
    }
}
