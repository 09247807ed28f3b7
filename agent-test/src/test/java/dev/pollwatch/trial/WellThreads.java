package dev.pollwatch.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.trial.WellHost;
import dev.pollwatch.trial.Deaths.Death;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link WellHost} under the agent: poll threads that are well, and what the agent says of them. */
final class WellThreads implements AutoCloseable {

    private static final String PACKAGE = "dev.pollwatch.hosts.trial.";
    private static final String RULES = Stream.of(
                    "napping",
                    "handling",
                    "bursts",
                    "taking",
                    "polling",
                    "selecting",
                    "sleeping",
                    "idle",
                    "idleAtTimes",
                    "brief")
            .map(loop -> ",loop=" + PACKAGE + "WellLoops#" + loop)
            .collect(Collectors.joining("", "", ",loop=" + PACKAGE + "Copied*00#run"));

    private static final int KINDS = 9;

    private final Setting setting;
    private final HostProcess process;
    private final Http http;
    private final Deaths deaths;
    private final boolean abridged;
    private final List<String> unforgiven = new ArrayList<>();

    private WellThreads(Setting setting, HostProcess process, boolean abridged) {
        this.setting = setting;
        this.process = process;
        this.abridged = abridged;
        this.http = Http.of(process);
        this.deaths = new Deaths(process, http);
    }

    /** Starts them and waits until each has a row that says that it is well. */
    static WellThreads start(Setting setting, boolean abridged, Host host) {
        HostProcess process = host.agent(setting.options() + RULES)
                .start(WellHost.class, String.valueOf(setting.interval().toMillis()));
        try {
            WellThreads threads = new WellThreads(setting, process, abridged);
            process.awaitReady();
            threads.awaitWell();
            return threads;
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    /**
     * Lets them go through something several times.
     *
     * @param name what it is
     * @param times how often
     * @param disturbance does it once, and says what shows that it was done
     * @return what was seen
     */
    List<Endurance> endure(String name, int times, IntFunction<String> disturbance) {
        List<Endurance> seen = new ArrayList<>();
        for (int i = 1; i <= times; i++) {
            double pauses = metric("pollwatch_host_pauses_total");
            double paused = metric("pollwatch_host_pause_seconds_total");
            String measured = disturbance.apply(i);
            // A verdict that comes after it counts as one of the next time, and after the last time there is none.
            letRun(i < times ? setting.interval().dividedBy(2) : untilNoVerdictIsDue());
            measured += String.format(
                    Locale.ROOT,
                    "; %.0f host pauses, %.1f s",
                    metric("pollwatch_host_pauses_total") - pauses,
                    metric("pollwatch_host_pause_seconds_total") - paused);
            List<String> said = deaths();
            seen.add(new Endurance(name, setting, deaths.threads(), said, measured));
        }
        return seen;
    }

    /** What was said so far of a thread that had a stall was true; of the others it counts. */
    void forgive(String thread) {
        List<String> remarks = ask("tell", "awake ");
        deaths.next().stream()
                .filter(death -> !death.thread().equals(thread))
                .forEach(death -> unforgiven.add(withRemark(death, remarks)));
    }

    private List<String> deaths() {
        List<String> remarks = ask("tell", "awake ");
        command("begin");
        List<String> all = new ArrayList<>(unforgiven);
        unforgiven.clear();
        deaths.next().forEach(death -> all.add(withRemark(death, remarks)));
        return all;
    }

    /** What they go through is to last so long, where that is up to somebody. */
    Duration length() {
        Duration longEnough = setting.deadAfter().multipliedBy(3).dividedBy(2);
        Duration least = Duration.ofMillis(abridged ? 1000 : 1500);
        return longEnough.compareTo(least) > 0 ? longEnough : least;
    }

    boolean isAbridged() {
        return abridged;
    }

    Setting setting() {
        return setting;
    }

    HostProcess process() {
        return process;
    }

    void letRun(Duration time) {
        process.letRun(time);
    }

    /** Has the host carry out a command. */
    void command(String command) {
        process.command(command);
    }

    /** The rest of the line that answers a command, see {@link WellHost}. */
    String ask(String command) {
        String word = command.replaceAll(" .*", "");
        List<String> answers = ask(command, answerTo(word) + " ");
        return answers.get(answers.size() - 1);
    }

    /** Has one of the JDK's own tools tell the host something. */
    String jcmd(String... command) {
        List<String> args = new ArrayList<>(List.of(String.valueOf(process.pid())));
        args.addAll(List.of(command));
        CommandLineTool.Result result =
                new CommandLineTool(Path.of(setting.jdk().tool("jcmd"))).run("", args.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result.out();
    }

    @Override
    public void close() {
        process.close();
    }

    private static String answerTo(String word) {
        return word.equals("iterate") ? "iteration" : word;
    }

    private List<String> ask(String command, String prefix) {
        int before = process.out().size();
        command(command);
        List<String> out = process.out();
        return out.subList(before, out.size()).stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    private void awaitWell() {
        WatchedHost.eventually("all well", () -> {
            List<Map<String, Object>> rows = http.threads();
            assertThat(rows).hasSize(KINDS).noneMatch(row -> row.get("state").equals("UNUSED"));
            assertThat(rows)
                    .anySatisfy(
                            row -> assertThat(row).containsEntry("name", "idle").containsEntry("state", "SLEEP"));
        });
    }

    /** Dead-after, some checks, and, if there is time, what an answer to the question of what a thread does is waited for. */
    private Duration untilNoVerdictIsDue() {
        return setting.deadAfter().plus(setting.interval()).plusMillis(abridged ? 200 : 2000);
    }

    private double metric(String name) {
        return http.metrics().value(name);
    }

    /** What the host has to say to a verdict: the machine may have let the thread stand, and then it is true. */
    private String withRemark(Death death, List<String> remarks) {
        String prefix = death.thread() + " ";
        long awake = remarks.stream()
                .filter(remark -> remark.startsWith(prefix))
                .mapToLong(remark -> Long.parseLong(remark.substring(prefix.length())))
                .max()
                .orElse(0);
        // Only a look tells the agent that a thread without a sleep point idles, first at half of dead-after. One that
        // was called just before and then gets no CPU looks busy for all of it.
        long most = setting.deadAfter().toMillis() / (death.thread().startsWith("idle") ? 2 : 1);
        return death.line() + " [" + (awake < most ? "" : Endurance.STARVED + ": ") + "at most " + awake
                + " ms awake without a pass while the host ran]";
    }
}
