package dev.pollwatch.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.7", "1.8", "9", "11", "16", "garbage", ""})
    void shouldSayInASentenceThatAJavaIsTooOld(String version) {
        assertThat(JavaVersion.refusal(version))
                .isEqualTo("needs Java 17 or newer and does nothing in this JVM, which is Java " + version
                        + " and runs on as without it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "21", "25", "117"})
    void shouldSayNothingOfAJavaThatWillDo(String version) {
        assertThat(JavaVersion.refusal(version)).isNull();
    }

    @ParameterizedTest
    @NullSource
    void shouldNotFailOnAJvmThatDoesNotSay(String version) {
        assertThat(JavaVersion.refusal(version)).contains("needs Java 17");
    }

    @Test
    void shouldTakeTheJavaThatThisRunsOn() {
        assertThat(JavaVersion.refusal(System.getProperty("java.specification.version")))
                .isNull();
    }
}
