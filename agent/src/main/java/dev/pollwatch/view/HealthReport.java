package dev.pollwatch.view;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.keepalive.Snapshot;
import dev.pollwatch.os.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The text table: one line on the whole, one per row, and the stacks of the DEAD ones below. */
public final class HealthReport {

    private static final String[] TITLES = {
        "THREAD", "LOOP", "TID", "CORE", "STATE", "SINCE", "BEATS/S", "LAST BEAT", "STALLS", "DIAGNOSIS"
    };
    private static final boolean[] FLUSH_RIGHT = {
        false, false, true, true, false, false, true, true, true, false,
    };
    private static final String GAP = "  ";
    /** A thread's name may be 64 kB long, and every other row would be padded to it. */
    private static final int LONGEST_CELL = 80;

    private static final int LONGEST_DIAGNOSIS = 500;
    private static final int MOST_FRAMES = 12;

    private final Keepalive keepalive;
    private final Tasks tasks;
    private final String version;
    private final Supplier<List<RuleStatus>> rules;

    /**
     * Makes a report on this process.
     *
     * @param keepalive what to report on
     * @param tasks where to look up the kernel's facts
     * @param version Pollwatch's own version
     * @param rules gives what became of the rules
     */
    public HealthReport(Keepalive keepalive, Tasks tasks, String version, Supplier<List<RuleStatus>> rules) {
        this.keepalive = keepalive;
        this.tasks = tasks;
        this.version = version;
        this.rules = rules;
    }

    /**
     * Writes the table as it is now.
     *
     * @return lines, each ended by a line feed
     */
    public String text() {
        Snapshot snapshot = keepalive.snapshot();
        List<RowView> threads = new ArrayList<>();
        for (Row row : snapshot.rows()) {
            threads.add(new RowView(row, tasks));
        }
        StringBuilder out = new StringBuilder();
        header(out, snapshot);
        out.append('\n');
        if (threads.isEmpty()) {
            out.append("There is no poll thread yet: no thread has entered a woven poll loop.\n");
        } else {
            table(out, threads);
        }
        unmatchedRules(out);
        for (RowView thread : threads) {
            if (isDead(thread) && !thread.getStallStack().isBlank()) {
                stack(out, thread);
            }
        }
        return out.toString();
    }

    private void header(StringBuilder out, Snapshot snapshot) {
        String gap = "   ";
        out.append("Pollwatch ").append(version);
        out.append(gap).append("pid ").append(ProcessHandle.current().pid());
        out.append(gap).append("interval ").append(Elapsed.text(snapshot.intervalNanos()));
        out.append(gap).append("dead after ").append(Elapsed.text(snapshot.deadAfterNanos()));
        out.append(gap).append("up ").append(Elapsed.text(snapshot.upNanos()));
        out.append(gap).append("host pauses ").append(grouped(snapshot.hostPauses()));
        if (snapshot.hostPauses() > 0) {
            out.append(" (").append(Elapsed.text(snapshot.hostPauseNanos())).append(')');
        }
        if (snapshot.paused()) {
            out.append(gap).append("PAUSED");
        } else if (snapshot.watcherHangs()) {
            out.append(gap).append("NOT CHECKED FOR ").append(Elapsed.text(snapshot.lastCheckAgeNanos()));
        }
        if (snapshot.overflowThreads() > 0) {
            out.append(gap).append("threads without a row ").append(grouped(snapshot.overflowThreads()));
        }
        out.append('\n');
    }

    /** A typo in a rule shows nowhere else than in what does not happen. */
    private void unmatchedRules(StringBuilder out) {
        String gap = "\nrules that no loaded class has answered to: ";
        for (RuleStatus rule : rules.get()) {
            if (rule.unmatched()) {
                out.append(gap).append(Printable.line(rule.kind() + "=" + rule.rule()));
                gap = ", ";
            }
        }
        if (gap.equals(", ")) {
            out.append('\n');
        }
    }

    private static void table(StringBuilder out, List<RowView> threads) {
        List<String[]> lines = new ArrayList<>();
        lines.add(TITLES);
        for (RowView thread : threads) {
            lines.add(cells(thread));
        }
        int[] widths = new int[TITLES.length];
        for (String[] line : lines) {
            for (int i = 0; i < line.length; i++) {
                widths[i] = Math.max(widths[i], width(line[i]));
            }
        }
        for (String[] line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.length; i++) {
                String padding = " ".repeat(widths[i] - width(line[i]));
                text.append(FLUSH_RIGHT[i] ? padding + line[i] : line[i] + padding)
                        .append(GAP);
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
    }

    private static String[] cells(RowView thread) {
        long age = thread.getLastHeartbeatAgeMillis();
        return new String[] {
            cell(thread.getName(), LONGEST_CELL),
            cell(thread.getLoop(), LONGEST_CELL),
            thread.shownTid(),
            thread.getCore() < 0 ? "-" : Integer.toString(thread.getCore()),
            thread.getState(),
            since(thread.getStateSinceMillis()),
            grouped(Math.round(thread.getHeartbeatsPerSecond())),
            age < 0 ? "-" : since(age),
            grouped(thread.getStalls()),
            cell(diagnosis(thread), LONGEST_DIAGNOSIS),
        };
    }

    /** Of one that is not DEAD, why it was so last. */
    private static String diagnosis(ThreadView thread) {
        String present = (thread.getDiagnosis() + " " + thread.getDiagnosisDetail()).strip();
        StallView[] stalls = thread.getLastStalls();
        if (isDead(thread) || stalls.length == 0) {
            return present;
        }
        StallView last = stalls[0];
        String was = (last.getDiagnosis() + " " + last.getDiagnosisDetail()).strip();
        return (present.isEmpty() ? "" : present + "; ")
                + ("last stall " + since(last.getLengthMillis()) + (was.isEmpty() ? "" : ": " + was));
    }

    private static void stack(StringBuilder out, ThreadView thread) {
        out.append('\n')
                .append('"')
                .append(cell(thread.getName(), LONGEST_CELL))
                .append("\" ")
                .append(cell(thread.getLoop(), LONGEST_CELL))
                .append(' ')
                .append(thread.getState())
                .append(" for ")
                .append(since(thread.getStateSinceMillis()))
                .append(":\n");
        List<String> frames = thread.getStallStack().lines().toList();
        for (String frame : frames.subList(0, Math.min(frames.size(), MOST_FRAMES))) {
            out.append("    ").append(cell(frame.strip(), LONGEST_DIAGNOSIS)).append('\n');
        }
        if (frames.size() > MOST_FRAMES) {
            out.append("    … ").append(frames.size() - MOST_FRAMES).append(" more\n");
        }
    }

    private static boolean isDead(ThreadView thread) {
        return thread.getState().equals("DEAD");
    }

    private static String since(long millis) {
        return millis == 0 ? "<1ms" : Elapsed.text(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static String cell(String text, int longest) {
        // Cut before escaping as well, so that a huge text is not escaped only to be thrown away.
        String line = Printable.line(text.substring(0, Math.min(text.length(), 2 * longest + 2)));
        int length = width(line);
        return length <= longest ? line : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String grouped(long number) {
        String digits = Long.toString(number);
        StringBuilder grouped = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                grouped.append(' ');
            }
            grouped.append(digits.charAt(i));
        }
        return grouped.toString();
    }
}
