package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwatch.keepalive.LoopPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuleParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.acme.Rx#poll | com/acme/Rx | poll |",
                "Rx#poll | Rx | poll |",
                "com.acme.Outer$Inner#run | com/acme/Outer$Inner | run |",
                "com.acme.X#lambda$main$0 | com/acme/X | lambda$main$0 |",
                "com.acme.X#<init> | com/acme/X | <init> |",
                "com.acme.X#<clinit>()V | com/acme/X | <clinit> | ()V",
                "com.acme.X#run(JJ)V | com/acme/X | run | (JJ)V",
                "com.acme.X#run-abc(J[[Ljava/lang/String;[I)[Lcom/acme/Y; | com/acme/X | run-abc | (J[[Ljava/lang/String;[I)[Lcom/acme/Y;",
                "com.acme.X#run(Lcom/acme/Y;)V;dead-after=1s | com/acme/X | run | (Lcom/acme/Y;)V",
            })
    void shouldReadClassMethodAndDescriptor(String text, String className, String method, String descriptor)
            throws BadRuleException {
        Rule rule = RuleParser.parse("loop", "  " + text + " ", "agent argument");

        assertThat(rule.text()).isEqualTo(text);
        assertThat(rule.kind()).isEqualTo(RuleKind.LOOP);
        assertThat(rule.source()).isEqualTo("agent argument");
        assertThat(((ClassPattern.Exact) rule.classes()).internalName()).isEqualTo(className);
        assertThat(rule.methods()).isEqualTo(new MethodPattern(method, descriptor));
    }

    @Test
    void shouldReadThePartsIntoThePolicy() throws BadRuleException {
        Rule rule = RuleParser.parse("loop", "a.B#c()V;dead-after=5m;on-return=dead;health=off", "file");

        assertThat(rule.policy()).isEqualTo(new LoopPolicy(Duration.ofMinutes(5), true, false));
        assertThat(RuleParser.parse("loop", "a.B#c", "file").policy()).isEqualTo(LoopPolicy.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"250ms, 250", "1s, 1000", "2m, 120000", "1h, 3600000"})
    void shouldReadDurations(String text, long millis) throws BadRuleException {
        assertThat(RuleParser.parse("loop", "a.B#c;dead-after=" + text, "file")
                        .policy()
                        .deadAfter())
                .hasMillis(millis);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "com.acme.Rx | the rule 'com.acme.Rx' names no method; write class#method, as in com.acme.Rx#run",
                "com.acme.Rx.poll | the rule 'com.acme.Rx.poll' names no method; write class#method, as in com.acme.Rx#poll",
                "com.acme.Rx::poll | the rule 'com.acme.Rx::poll' names no method; write it with '#': com.acme.Rx#poll",
                "com/acme/Rx#poll | the rule 'com/acme/Rx#poll' has slashes in its class name; write dots: com.acme.Rx#poll",
                "com.acme.Rx #poll | the rule 'com.acme.Rx #poll' holds a blank; write class#method without blanks",
                "#poll | the rule '#poll' names no class; write it before the '#', as in com.acme.Rx#poll",
                "com.acme.Rx# | the rule 'com.acme.Rx#' names no method; write its name after the '#', as in com.acme.Rx#poll",
                "a.B#c#d | the rule 'a.B#c#d' has more than one '#'; write one class#method in each rule",
                "a..B#c | the rule 'a..B#c' has an empty part in its class name 'a..B'; write it as in com.acme.Rx#poll",
                "a.B.class#c | the rule 'a.B.class#c' ends its class name in '.class'; leave that out",
                "a.B#c.d | the rule 'a.B#c.d' has a '.' in its method name 'c.d'; write it as in com.acme.Rx#poll",
                "a.B#<new> | the rule 'a.B#<new>' names the method '<new>'; only <init> and <clinit> are written so",
                "a.B#<init>()I | the rule 'a.B#<init>()I' gives <init> a result; its descriptor ends in V",
                "a.B#c()Vx | the rule 'a.B#c()Vx' has 'x' after its descriptor; further parts begin with ';', as in ;dead-after=5m",
                "a.B#c; | the rule 'a.B#c;' has an empty part; write ;key=value, and no ';' at the end",
                "a.B#c;health | the rule 'a.B#c;health' has the part 'health'; write it as key=value, as in ;dead-after=5m",
                "a.B#c;heath=off | the rule 'a.B#c;heath=off' has the unknown part 'heath'; the nearest known one is 'health'",
                "a.B#c;deadafter=1s | the rule 'a.B#c;deadafter=1s' has the unknown part 'deadafter'; the nearest known one is 'dead-after'",
                "a.B#c;health=off;health=off | the rule 'a.B#c;health=off;health=off' gives 'health' twice; keep one of them",
                "a.B#c;health=no | the rule 'a.B#c;health=no' has 'health=no'; the one value of health is 'off'",
                "a.B#c;on-return=x | the rule 'a.B#c;on-return=x' has 'on-return=x'; the one value of on-return is 'dead'",
                "a.B#c;dead-after=1.5s | the rule 'a.B#c;dead-after=1.5s' has the bad duration 'dead-after=1.5s'; write whole numbers as in 250ms, 1s, 2m or 1h",
                "a.B#c;dead-after=0s | the rule 'a.B#c;dead-after=0s' has 'dead-after=0s'; it must be longer than nothing",
                "a.B#c;dead-after=9999999h | the rule 'a.B#c;dead-after=9999999h' has 'dead-after=9999999h', which is over a year; write a shorter one",
            })
    void shouldSayWhatIsWrongAndHowToMendIt(String text, String sentence) {
        assertThatThrownBy(() -> RuleParser.parse("loop", text, "file"))
                .isInstanceOf(BadRuleException.class)
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(JJ) | the type of the result is missing",
                "(Ljava/time/Duration;) | the type of the result is missing",
                "(J;dead-after=1s | its ')' is missing",
                "(int)V | what stands between the brackets is no list of JVM types",
                "(Ljava.lang.String;)V | what stands between the brackets is no list of JVM types",
            })
    void shouldSayWhatIsWrongWithADescriptor(String descriptor, String reason) {
        assertThatThrownBy(() -> RuleParser.parse("loop", "a.B#c" + descriptor, "file"))
                .hasMessage("the rule 'a.B#c" + descriptor + "' has a bad descriptor '" + descriptor + "' (" + reason
                        + "); write it as javap -s prints it, as in (JLjava/lang/String;)V, or leave it out");
    }

    @Test
    void shouldSayWhichKindsThereAre() {
        assertThatThrownBy(() -> RuleParser.parse("lop", "a.B#c", "file"))
                .hasMessage("'lop' is no kind of rule; use 'loop', 'call', 'sleep', 'end', 'exclude' or 'progress'");
        assertThatThrownBy(() -> RuleParser.parse("loop", "  ", "file"))
                .hasMessage("an empty loop rule; write class#method, as in com.acme.Rx#poll");
    }

    @ParameterizedTest
    @EnumSource(RuleKind.class)
    void shouldReadEachKindByTheNameOfItsOption(RuleKind kind) throws BadRuleException {
        assertThat(RuleParser.parse(kind.option(), "a.B#c", "file").kind()).isEqualTo(kind);
    }

    @Test
    void shouldTakePartsInCallRulesButNoReturn() throws BadRuleException {
        assertThat(RuleParser.parse("call", "a.B#c;dead-after=5m;health=off", "file")
                        .policy())
                .isEqualTo(new LoopPolicy(Duration.ofMinutes(5), false, false));
        assertThatThrownBy(() -> RuleParser.parse("call", "a.B#c;on-return=dead", "file"))
                .hasMessage("the rule 'a.B#c;on-return=dead' has 'on-return', but a call rule's method returns once per"
                        + " iteration; leave it out, or name the method that holds the loop in a loop rule");
    }

    @ParameterizedTest
    @CsvSource({"sleep, a", "progress, a", "end, an", "exclude, an"})
    void shouldTakeNoPartsInOtherRules(String kind, String article) {
        assertThatThrownBy(() -> RuleParser.parse(kind, "a.B#c;health=off", "file"))
                .hasMessage("the rule 'a.B#c;health=off' has the part 'health=off', but " + article + " " + kind
                        + " rule takes none; leave it out");
    }
}
