package dev.pollwatch.frameworks;

import dev.pollwatch.e2e.harness.Jdk;
import java.util.List;

/**
 * What was seen of one framework on one JDK.
 *
 * @param framework the framework
 * @param jdk the JDK
 * @param cells traffic, idle, blocked and recovered; fewer when the host came no further
 * @param loop the loop that was called DEAD while the handler blocked, empty when none was
 * @param dead what the log said of it, empty when nothing
 * @param health the status code of {@code /health} meanwhile, 0 when it did not name that row
 * @param complaints what else the agent's log has of warnings and errors
 */
record Outcome(
        Framework framework, Jdk jdk, List<Cell> cells, String loop, String dead, int health, List<String> complaints) {

    boolean isGood() {
        return cells.size() == Trial.PARTS
                && complaints.isEmpty()
                && cells.stream().allMatch(Cell::good);
    }
}
