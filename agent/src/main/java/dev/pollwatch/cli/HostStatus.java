package dev.pollwatch.cli;

import dev.pollwatch.view.TableRow;
import dev.pollwatch.view.Whole;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Pollwatch says of its host at one moment, by whatever way it was asked.
 *
 * @param whole what there is to say of the whole
 * @param httpAddress where its HTTP endpoint is, empty where there is none
 * @param threads its rows, each with the attributes of a row's MBean in lower camel case
 * @param rows the same for the table
 */
record HostStatus(Whole whole, String httpAddress, List<Fields> threads, List<TableRow> rows) {

    private static final String VIRTUAL = "virtual";
    private static final long UNKNOWN = -1;

    static HostStatus of(Whole whole, String httpAddress, List<Fields> threads) throws Fields.MissingException {
        List<TableRow> rows = new ArrayList<>();
        for (Fields thread : threads) {
            rows.add(row(thread));
        }
        return new HostStatus(whole, httpAddress, List.copyOf(threads), rows);
    }

    /** An agent that waits for a poll loop to be loaded knows no more than itself. */
    static HostStatus waiting(String version, long pid) {
        return new HostStatus(
                new Whole(
                        version, pid, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, false, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
                        List.of()),
                "",
                List.of(),
                List.of());
    }

    long in(String state) {
        return rows.stream().filter(row -> row.state().equals(state)).count();
    }

    /** What a script is to think of it. */
    int exitCode() {
        if (rows.stream().anyMatch(TableRow::dead)) {
            return ExitCode.DEAD;
        }
        return whole.watcherHangs() ? ExitCode.UNREACHABLE : ExitCode.DONE;
    }

    private static TableRow row(Fields thread) throws Fields.MissingException {
        return new TableRow(
                thread.text("name"),
                thread.text("loop"),
                thread.number("tid"),
                thread.text("kernelState").equals(VIRTUAL),
                (int) thread.number("core"),
                thread.text("state"),
                thread.number("stateSinceMillis"),
                thread.fraction("heartbeatsPerSecond"),
                thread.number("lastHeartbeatAgeMillis"),
                thread.number("stalls"),
                diagnosis(thread),
                thread.textOrEmpty("stallStack"));
    }

    private static String diagnosis(Fields thread) throws Fields.MissingException {
        String present = reason(thread);
        List<Fields> stalls = Fields.listOf(thread.raw("lastStalls"));
        return stalls.isEmpty()
                ? present
                : TableRow.diagnosis(
                        thread.text("state"), present, stalls.get(0).number("lengthMillis"), reason(stalls.get(0)));
    }

    /** A brief answer has no sentence for a stall of the past. */
    private static String reason(Fields of) throws Fields.MissingException {
        return TableRow.reason(of.text("diagnosis"), of.textOrEmpty("diagnosisDetail"));
    }
}
