package dev.pollwatch.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameGlobsTest {

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(quoteCharacter = '"', textBlock = """
            rx-0,        rx-0,            true
            rx-0,        rx-01,           false
            rx-0,        Rx-0,            false
            rx-*,        rx-,             true
            rx-*,        rx-0,            true
            rx-*,        tx-0,            false
            *,           "",              true
            *,           anything,        true
            "",          "",              true
            "",          a,               false
            *-worker-*,  pool-worker-1,   true
            *-worker-*,  pool-worker,     false
            *ab,         aab,             true
            a*b*c,       aXbYbZc,         true
            a*b*c,       aXcYb,           false
            **,          x,               true
            rx.0,        rxx0,            false
            [rx],        r,               false
            "rx ?",      "rx 1",          false
            """)
    void shouldLetAStarStandForAnyCharactersAndNothingElse(String glob, String name, boolean matches) {
        assertThat(new NameGlobs(List.of(glob)).test(name)).isEqualTo(matches);
    }

    @Test
    void shouldMatchWhenOneOfTheGlobsDoes() {
        assertThat(new NameGlobs(List.of("tx-*", "rx-*")))
                .accepts("rx-0", "tx-0")
                .rejects("io-0");
        assertThat(new NameGlobs(List.of())).rejects("rx-0");
    }

    @Test
    void shouldNotBeHeldUpByAHostileGlob() {
        NameGlobs globs = new NameGlobs(List.of("a*".repeat(200) + "b"));

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(globs).rejects("a".repeat(20_000)));
    }
}
