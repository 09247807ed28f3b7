package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameGlobTest {

    @ParameterizedTest
    @CsvSource({
        "com.acme.Rx, com/acme/Rx, true",
        "com.acme.*, com/acme/Rx, true",
        "com.acme.*, com/acme/Rx$Inner, true",
        "com.acme.*, com/acme/net/Rx, false",
        "com.acme.*, com/acme/, true",
        "com.*.Rx, com/acme/Rx, true",
        "com.*.Rx, com/acme/net/Rx, false",
        "com.acme.*Loop, com/acme/RxLoop, true",
        "com.acme.*Loop, com/acme/RxLoops, false",
        "com.acme.R*L*p, com/acme/RxLoLoop, true",
        "com.acme.**, com/acme/Rx, true",
        "com.acme.**, com/acme/net/in/Rx, true",
        "com.acme.**, com/acmes/Rx, false",
        "com.**.Rx, com/Rx, true",
        "com.**.Rx, com/acme/net/Rx, true",
        "com.**.Rx, com/acme/net/TheRx, false",
        "com.**Rx, com/acme/net/TheRx, true",
        "**.Rx, Rx, true",
        "**.Rx, com/acme/Rx, true",
        "**.Rx, com/acme/TheRx, false",
        "**Rx, com/acme/TheRx, true",
        "**, com/acme/Rx, true",
        "*, Rx, true",
        "*, com/Rx, false",
        "**.net.*.**.*Loop, com/acme/net/a/b/c/RxLoop, true",
        "**.net.*.**.*Loop, com/acme/net/RxLoop, false",
        "**.net.*.**.*Loop, net/a/net/RxLoop, true",
        "**.a.*b.c, x/a/x/bb/c, false",
        "**.a.*b.c, x/a/x/a/bb/c, true",
        "**a*b**c, xxaxxbx/yc, true",
    })
    void shouldMatchWithinOrAcrossSegments(String pattern, String name, boolean matches) {
        assertThat(NameGlob.matches(NameGlob.compile(pattern), name)).isEqualTo(matches);
    }

    @Test
    void shouldAgreeWithRegularExpressions() {
        Random random = new Random(20261125);
        for (int i = 0; i < 20_000; i++) {
            String glob = text(random, new String[] {"a", "b", ".", "*", "**", "**."}, 7);
            String name = text(random, new String[] {"a", "b", "/"}, 9);
            String compiled = NameGlob.compile(glob);
            String regex =
                    compiled.replace("*", "[^/]*").replace("\u0001", ".*").replace("\u0002", "(.*/)?");

            assertThat(NameGlob.matches(compiled, name))
                    .as("%s and %s", glob, name)
                    .isEqualTo(Pattern.matches(regex, name));
        }
    }

    @Test
    void shouldNotTakeForEverOverManyWildcards() {
        String glob = NameGlob.compile("**a*".repeat(200) + "b");
        String name = "a/".repeat(5_000);

        assertThat(NameGlob.matches(glob, name)).isFalse();
    }

    private static String text(Random random, String[] parts, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i >= 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }
}
