package dev.pollwatch.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Something of the machine that a test can do without. */
final class Requirement {

    private Requirement() {}

    /**
     * Stops the test where it is not met: it is skipped on a bare machine, and fails where {@code POLLWATCH_TEST_NO_SKIPS=true} says that
     * nothing is missing.
     */
    static void require(boolean met, String unmet) {
        if (!met) {
            assertThat(System.getenv("POLLWATCH_TEST_NO_SKIPS")).as(unmet).isNotEqualTo("true");
            assumeTrue(false, unmet);
        }
    }
}
