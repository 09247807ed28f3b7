package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pollwatch.keepalive.RuleStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RuleTallyTest {

    private static final int MANY = 100_000;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final RuleTallies tallies = new RuleTallies(logger());

    private Logger logger() {
        LoggerContext context = new LoggerContext();
        Logger logger = context.getLogger("test");
        logger.setLevel(ch.qos.logback.classic.Level.INFO);
        log.setContext(context);
        log.start();
        logger.addAppender(log);
        return logger;
    }

    private Rule rule(String text) throws BadRuleException {
        Rule rule = RuleParser.parse("loop", text, "test");
        tallies.begin(rule, false);
        return rule;
    }

    private List<String> logged() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    @Timeout(60)
    void shouldCountAHundredThousandLoopsAndShowABoundedList() throws BadRuleException {
        Rule all = rule("**#*");

        for (int i = 0; i < MANY; i++) {
            tallies.report(new Outcome(all, "com.acme.C" + i + "#run", 2, null));
            tallies.report(new Outcome(all, "com.acme.C" + i + "#poll", 0, "would be too large to be compiled"));
        }

        RuleStatus status = tallies.statuses().get(0);
        assertThat(status.loops()).isEqualTo(2 * MANY);
        assertThat(status.woven())
                .hasSize(RuleTally.SHOWN + 1)
                .startsWith("com.acme.C0#run")
                .endsWith("and 99,800 more");
        assertThat(status.leftAlone()).hasSize(RuleTally.SHOWN + 1).endsWith("and 99,800 more");
        assertThat(logged()).hasSize(21).last().asString().startsWith("Further methods that '**#*' names");
    }

    @Test
    void shouldLogAtWarnWhatIsAmissAndNotWhatAPatternBringsWithIt() throws BadRuleException {
        Rule pattern = rule("com.acme.**#run");
        Rule exact = rule("com.acme.Rx#run");

        tallies.report(new Outcome(pattern, "com.acme.Rx#run", 0, MethodPlan.NO_LOOP));
        tallies.report(new Outcome(exact, "com.acme.Rx#run", 0, Outcome.EXCLUDED + "com.acme.*#run"));
        tallies.report(new Outcome(exact, "com.acme.Rx#run", 0, MethodPlan.NO_LOOP));
        tallies.report(new Outcome(exact, "com.acme.Rx#run", 0, MethodPlan.NO_LOOP));

        assertThat(logged()).containsExactly("Left alone: com.acme.Rx#run has no loop");
        assertThat(tallies.statuses().get(0).leftAlone()).containsExactly("com.acme.Rx#run has no loop");
    }

    @Test
    void shouldForgetTheLoopsThatAreTakenBack() throws BadRuleException {
        Rule rule = rule("com.acme.**#*");
        tallies.report(new Outcome(rule, "com.acme.Rx#run", 2, null));
        tallies.report(new Outcome(rule, "com.acme.RxToo#run", 3, null));

        tallies.takeBack("com.acme.Rx#");

        assertThat(tallies.statuses().get(0).woven()).containsExactly("com.acme.RxToo#run");
        assertThat(tallies.statuses().get(0).loops()).isEqualTo(3);
    }

    @Test
    void shouldNotShowLateRulesThatMatchedNothing() throws BadRuleException {
        Rule late = RuleParser.parse("loop", "com.acme.Rx#run", "preset acme");

        assertThat(tallies.begin(late, true)).isTrue();
        assertThat(tallies.begin(RuleParser.parse("loop", "com.acme.Rx#run", "preset acme"), true))
                .isFalse();
        assertThat(tallies.statuses()).isEmpty();

        tallies.report(new Outcome(late, "com.acme.Rx#run", 1, null));
        assertThat(tallies.statuses()).hasSize(1);
    }
}
