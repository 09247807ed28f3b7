package dev.pollwatch.trial;

import static org.awaitility.Awaitility.await;

import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/** Finds out which threads of a host were called DEAD. Asks the agent for its counts, since its log waits for the diagnosis. */
final class Deaths {

    /** The announcement of a DEAD waits so long at most, and then there is a line in the log or never. */
    private static final Duration ANNOUNCEMENT = Duration.ofSeconds(12);

    private final HostProcess process;
    private final Http http;
    private final Map<String, Long> counted = new HashMap<>();
    private int linesRead;

    /**
     * One verdict, or several of one thread that came too close to each other to be told apart.
     *
     * @param thread the thread
     * @param line what the log says
     */
    record Death(String thread, String line) {}

    Deaths(HostProcess process, Http http) {
        this.process = process;
        this.http = http;
    }

    /** Those since this was asked last; at first, those since the host began. */
    List<Death> next() {
        Map<String, Long> grown = new HashMap<>();
        for (Map<String, Object> row : http.threads()) {
            String thread = (String) row.get("name");
            Long before = counted.put(thread, (Long) row.get("stalls"));
            long more = (Long) row.get("stalls") - (before == null ? 0 : before);
            if (more > 0) {
                grown.put(thread, more);
            }
        }
        if (grown.isEmpty()) {
            return List.of();
        }
        awaitLines(grown);
        List<Death> deaths = new ArrayList<>();
        List<String> lines = process.err();
        List<String> news = lines.subList(linesRead, lines.size());
        linesRead = lines.size();
        grown.forEach((thread, times) -> {
            List<String> own =
                    news.stream().filter(line -> isDeath(line, thread)).toList();
            own.forEach(line -> deaths.add(new Death(thread, line)));
            if (own.size() < times) {
                deaths.add(new Death(thread, thread + ": DEAD " + times + " times, not all of them in the log"));
            }
        });
        return deaths;
    }

    /** How many rows there are. */
    int threads() {
        return counted.size();
    }

    private void awaitLines(Map<String, Long> grown) {
        try {
            await().atMost(ANNOUNCEMENT)
                    .until(() -> grown.entrySet().stream().allMatch(entry -> {
                        List<String> lines = process.err();
                        return lines.subList(linesRead, lines.size()).stream()
                                        .filter(line -> isDeath(line, entry.getKey()))
                                        .count()
                                >= entry.getValue();
                    }));
        } catch (ConditionTimeoutException e) {
            // Where hundreds die at once the log folds some, which the caller says.
            return;
        }
    }

    private static boolean isDeath(String line, String thread) {
        return line.contains("\"" + thread + "\"") && line.contains("-> DEAD");
    }
}
