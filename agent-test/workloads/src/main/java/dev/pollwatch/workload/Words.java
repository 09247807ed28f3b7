package dev.pollwatch.workload;

import java.util.Random;

/** Makes up words from syllables. */
final class Words {

    private static final String[] SYLLABLES = {
        "ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu"
    };

    private Words() {}

    static String one(Random random) {
        return SYLLABLES[random.nextInt(SYLLABLES.length)] + SYLLABLES[random.nextInt(SYLLABLES.length)];
    }

    static String some(Random random, int count) {
        StringBuilder text = new StringBuilder(one(random));
        for (int word = 1; word < count; word++) {
            text.append(' ').append(one(random));
        }
        return text.toString();
    }
}
