package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptTextsTest {

    @Test
    void shouldKeepEqualTextsOnce() {
        KeptTexts texts = new KeptTexts(100);
        KeptTexts.Text one = texts.keep("a".repeat(60));

        for (int i = 0; i < 500; i++) {
            assertThat(texts.keep("a".repeat(60)).get()).isSameAs(one.get());
        }
        assertThat(texts.chars()).isEqualTo(60);
    }

    @Test
    void shouldNeverHoldMoreThanItMayAndSaySoWhereATextWent() {
        KeptTexts texts = new KeptTexts(1000);
        KeptTexts.Text eldest = texts.keep("eldest");
        KeptTexts.Text used = texts.keep("used again");
        KeptTexts.Text newest = KeptTexts.NOTHING;
        for (int i = 0; i < 10_000; i++) {
            newest = texts.keep("a text that is like no other " + i);
            texts.keep("used again");
            assertThat(texts.chars()).isLessThanOrEqualTo(1000);
        }

        assertThat(eldest.get()).isEqualTo(KeptTexts.GONE);
        assertThat(used.get()).isEqualTo("used again");
        assertThat(newest.get()).endsWith(" 9999");
    }

    @Test
    void shouldKeepATextThatIsLongerThanAllMayBeUntilTheNextComes() {
        KeptTexts texts = new KeptTexts(10);
        KeptTexts.Text longer = texts.keep("longer than ten");
        assertThat(longer.get()).isEqualTo("longer than ten");

        texts.keep("next");
        assertThat(longer.get()).isEqualTo(KeptTexts.GONE);
    }

    @Test
    void shouldKeepNothingForNothing() {
        KeptTexts texts = new KeptTexts(10);
        assertThat(texts.keep("").get()).isEmpty();
        assertThat(texts.chars()).isZero();
    }
}
