package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwatch.keepalive.LoopPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFormsTest {

    @Test
    void shouldReadPatternsOfClassNames() throws BadRuleException {
        Rule rule = RuleParser.parse("loop", "com.acme.**.*Loop#run()V;dead-after=5m", "file");

        assertThat(rule.classes()).isEqualTo(new ClassPattern.Glob("com.acme.**.*Loop"));
        assertThat(rule.methods()).isEqualTo(new MethodPattern("run", "()V"));
        assertThat(rule.policy()).isEqualTo(new LoopPolicy(Duration.ofMinutes(5), false, true));
    }

    @Test
    void shouldReadSubtypesAndAnnotations() throws BadRuleException {
        assertThat(RuleParser.parse("sleep", "com.acme.IdleStrategy+#idle", "file")
                        .classes())
                .isEqualTo(new ClassPattern.Subtypes("com.acme.IdleStrategy"));
        assertThat(RuleParser.parse("call", "@com.acme.Poll#run;health=off", "file")
                        .classes())
                .isEqualTo(new ClassPattern.Annotated("com.acme.Poll"));
    }

    @ParameterizedTest
    @CsvSource({
        "'*', epollWait, true",
        "'*', <init>, true",
        "'epollWait*', epollWait, true",
        "'epollWait*', epollWaitTimeboxed, true",
        "'epollWait*', anEpollWait, false",
        "'*Wait*', epollWaitTimeboxed, true",
        "'@com.acme.Poll', poll, true",
    })
    void shouldReadPatternsOfMethodNames(String pattern, String method, boolean matches) throws BadRuleException {
        Rule rule = RuleParser.parse("loop", "com.acme.Rx#" + pattern, "file");

        assertThat(rule.mayNameMethod(method, "()V")).isEqualTo(matches);
        assertThat(RuleParser.parse("loop", "com.acme.Rx#" + pattern + "(J)V", "file")
                        .mayNameMethod(method, "()V"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"loop, true", "progress, true", "exclude, true", "call, false", "sleep, false", "end, false"})
    void shouldMeanConstructorsByPatternsOnlyWhereTheyMayHaveLoops(String kind, boolean named) throws BadRuleException {
        assertThat(RuleParser.parse(kind, "com.acme.Rx#*", "file").mayNameMethod("<init>", "()V"))
                .isEqualTo(named);
        assertThat(RuleParser.parse(kind, "com.acme.Rx#<init>", "file").mayNameMethod("<init>", "()V"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "com.acme.***#run | has '***' in its class name; '*' stands for characters within one package segment, '**' across them",
                "com.acme.*+#run | has a '*' in the name of the type whose subtypes it means; write that name in full, as in com.acme.Poller+#poll",
                "@com.acme.*#run | has a '*' in the name of an annotation; write that name in full, as in @com.acme.Poll#run",
                "@com.acme.Poll+#run | asks for subtypes of an annotation; write @com.acme.Poll for the classes that carry it",
                "@#run | has an empty part in its class name ''; write it as in com.acme.Rx#poll",
                "+#run | has an empty part in its class name ''; write it as in com.acme.Rx#poll",
                "com.+acme.Rx#run | has a '+' inside its class name 'com.+acme.Rx'; it stands at the end, as in com.acme.Poller+#poll",
                "com.@Poll#run | has a '@' inside its class name 'com.@Poll'; it stands at the start, as in @com.acme.Poll#run",
                "com.acme.Rx#run+ | has a '+' after its method; it stands after the class, as in com.acme.Poller+#poll",
                "com.acme.Rx#run** | has '**' in its method name; write one '*', which stands for any characters there",
                "com.acme.Rx#@ | has an empty part in its annotation's name ''; write it as in com.acme.**#@com.acme.Poll",
                "com.acme.Rx#@com.* | has a '*' in the name of an annotation; write that name in full, as in com.acme.**#@com.acme.Poll",
                "com.acme.Rx#@com/Poll | has a '/' in its annotation name 'com/Poll'; write it as in com.acme.Rx#poll",
                "com.acme.Rx#run@Poll | has a '@' in its method name 'run@Poll'; write it as in com.acme.Rx#poll",
                "com/acme/*#run | has slashes in its class name; write dots: com.acme.*#run",
                "com..*#run | has an empty part in its class name 'com..*'; write it as in com.acme.Rx#poll",
            })
    void shouldNameCulpritAndRemedyOfBadForms(String text, String whatAndRemedy) {
        assertThatThrownBy(() -> RuleParser.parse("loop", text, "file"))
                .isInstanceOf(BadRuleException.class)
                .hasMessage("the rule '" + text + "' " + whatAndRemedy);
    }
}
