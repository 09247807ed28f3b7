package dev.pollwatch.frameworks;

import dev.pollwatch.e2e.harness.HealthAnswer;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;

/** One host program of a framework, with the agent in it, through traffic, an idle time, a handler that blocks, and traffic again. */
final class Trial {

    /** How many parts a trial has. */
    static final int PARTS = 4;

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int MANY = 10;
    private static final String HANDLER = "HelloHandler.";

    /**
     * Starting and traffic take all the processors there are. Where two Kafkas started, each with its broker and beside one that spins, a loop
     * that loads its classes in its first pass took more than its two seconds for it.
     */
    private static final Semaphore PROCESSORS = new Semaphore(1);

    private final Framework framework;
    private final Jdk jdk;
    private final Plan plan;
    private final List<Path> classPath;
    private final Path folder;
    private final List<Cell> cells = new ArrayList<>();
    private final Set<String> active = new HashSet<>();
    private final Set<String> blocked = new HashSet<>();
    private String loop = "";
    private String dead = "";
    private int health;

    /**
     * Prepares one.
     *
     * @param framework the framework
     * @param jdk what to run it on
     * @param plan how long
     * @param classPath the host program and its framework
     * @param folder where the host may put its temporary files
     */
    Trial(Framework framework, Jdk jdk, Plan plan, List<Path> classPath, Path folder) {
        this.framework = framework;
        this.jdk = jdk;
        this.plan = plan;
        this.classPath = classPath;
        this.folder = folder;
    }

    Outcome run() throws IOException {
        List<String> errors;
        Path log = folder.resolve("jdk-" + jdk.feature() + ".log");
        PROCESSORS.acquireUninterruptibly();
        boolean held = true;
        try (HostProcess host = start()) {
            try {
                host.awaitReady();
                Http http = Http.of(host);
                cells.add(traffic(host, http));
                PROCESSORS.release();
                held = false;
                cells.add(idle(host, http));
                cells.add(blocked(host, http));
                PROCESSORS.acquireUninterruptibly();
                held = true;
                cells.add(recovered(host, http));
                Files.write(folder.resolve("jdk-" + jdk.feature() + ".rows"), rowLines(rows(http)));
                host.endInput();
                host.awaitEnd();
            } catch (RuntimeException | AssertionError e) {
                cells.add(Cell.bad(e.toString().lines().findFirst().orElse("failed")));
            }
            errors = host.err();
            Files.write(log, errors);
        } finally {
            if (held) {
                PROCESSORS.release();
            }
        }
        List<String> complaints = errors.stream()
                .filter(line -> line.startsWith(HostProcess.LOG_PREFIX) && line.matches(".* (WARN|ERROR) .*"))
                .filter(line -> !isDeath(line))
                .toList();
        return new Outcome(framework, jdk, List.copyOf(cells), loop, dead, health, complaints);
    }

    private HostProcess start() throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        return Host.on(jdk)
                .agent(plan.options())
                .jvm("-Xmx256m", "-Djava.io.tmpdir=" + temporary)
                .jvm(framework.jvmArgs().toArray(String[]::new))
                .start(classPath, framework.host(), framework.args());
    }

    /** There must be a row whose beats rise; whether a look finds it ALIVE or between two requests depends on the machine. */
    private Cell traffic(HostProcess host, Http http) {
        Map<String, Long> before = new HashMap<>();
        rows(http).of(framework).stream().forEach(row -> before.put(Rows.key(row), Rows.beats(row)));
        Set<String> alive = new HashSet<>();
        String done = host.order("traffic " + plan.traffic().toMillis());
        while (!host.hasSaid(done)) {
            host.letRun(LOOK);
            alive.addAll(rows(http).of(framework).in("ALIVE").keys());
        }
        active.addAll(rows(http)
                .of(framework)
                .where(row -> Rows.beats(row) >= before.getOrDefault(Rows.key(row), 0L) + MANY)
                .keys());
        if (active.isEmpty() || !deaths(host).isEmpty()) {
            return Cell.bad(states(http) + " " + deaths(host));
        }
        return Cell.good(active.stream().anyMatch(alive::contains) ? "ALIVE" : "SLEEP");
    }

    /** Nothing is announced as DEAD, at no time. */
    private Cell idle(HostProcess host, Http http) {
        long end = System.nanoTime() + plan.idle().toNanos();
        while (System.nanoTime() < end) {
            host.letRun(LOOK);
            Rows dead = rows(http).in("DEAD");
            if (!dead.isEmpty()) {
                return Cell.bad("DEAD " + dead.keys());
            }
        }
        // A pool thread that has done its turn in the loop is UNUSED.
        Set<String> states =
                activeRows(http).where(row -> !Rows.state(row).equals("UNUSED")).states();
        boolean healthy = deaths(host).isEmpty() && isUp(http);
        return healthy && !states.isEmpty() && Set.of("ALIVE", "SLEEP").containsAll(states)
                ? Cell.good(String.join(", ", states))
                : Cell.bad(String.join(", ", states) + " " + deaths(host));
    }

    /** One row, and no other, is announced as DEAD, with a stack that names the handler. */
    private Cell blocked(HostProcess host, Http http) {
        int earlier = deaths(host).size();
        Set<String> unnamed = new TreeSet<>();
        boolean inHealth = false;
        String done = host.order("block " + framework.block().toMillis());
        while (!host.hasSaid(done)) {
            host.letRun(LOOK);
            Rows dead = rows(http).in("DEAD");
            dead.of(framework).where(Trial::namesTheHandler).stream().forEach(row -> {
                blocked.add(Rows.key(row));
                loop = (String) row.get("loop");
            });
            dead.stream().map(Rows::key).forEach(unnamed::add);
            HealthAnswer answer = http.health();
            if (dead.stream().anyMatch(row -> answer.names((String) row.get("name"), (String) row.get("loop")))) {
                inHealth = true;
                health = answer.code();
            }
        }
        unnamed.removeAll(blocked);
        List<String> deaths = deaths(host);
        deaths = deaths.subList(earlier, deaths.size());
        dead = deaths.isEmpty()
                ? ""
                : deaths.get(0).replaceFirst(".* -> DEAD after [^:]*: ", "").replaceAll("@[0-9a-f]+", "");
        if (blocked.size() == 1 && unnamed.isEmpty() && deaths.size() == 1 && inHealth) {
            return Cell.good("DEAD " + dead.replaceFirst(" .*", ""));
        }
        return Cell.bad(
                deaths.isEmpty()
                        ? states(http)
                        : "in /health " + inHealth + ", not the handler's " + unnamed + " " + deaths);
    }

    private Cell recovered(HostProcess host, Http http) {
        int deaths = deaths(host).size();
        host.command("traffic " + plan.traffic().toMillis());
        Rows rows = rows(http);
        Set<String> states = rows.where(row -> blocked.contains(Rows.key(row))).states();
        boolean healthy =
                rows.in("DEAD").isEmpty() && isUp(http) && deaths(host).size() == deaths;
        return healthy && !states.isEmpty() && Set.of("ALIVE", "SLEEP").containsAll(states)
                ? Cell.good(String.join(", ", states))
                : Cell.bad(states(http));
    }

    private Rows activeRows(Http http) {
        return rows(http).of(framework).where(row -> active.contains(Rows.key(row)));
    }

    private String states(Http http) {
        return rows(http).of(framework).states().toString();
    }

    private static Rows rows(Http http) {
        return new Rows(http.threads());
    }

    private static boolean isUp(Http http) {
        return http.health().code() == 200;
    }

    private static boolean namesTheHandler(Map<String, Object> row) {
        return row.get("stallStack") instanceof String stack && stack.contains(HANDLER);
    }

    private static List<String> rowLines(Rows rows) {
        return rows.stream()
                .map(row -> Rows.state(row) + " " + Rows.key(row) + " beats " + Rows.beats(row))
                .sorted()
                .toList();
    }

    private static List<String> deaths(HostProcess host) {
        return host.err().stream().filter(Trial::isDeath).toList();
    }

    private static boolean isDeath(String line) {
        return line.startsWith(HostProcess.LOG_PREFIX) && line.contains(" -> DEAD ");
    }
}
