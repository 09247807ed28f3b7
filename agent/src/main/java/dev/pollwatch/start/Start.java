package dev.pollwatch.start;

import dev.pollwatch.config.Complaint;
import dev.pollwatch.config.Loaded;
import dev.pollwatch.config.RuleText;
import dev.pollwatch.config.Settings;
import dev.pollwatch.config.SettingsLoader;
import dev.pollwatch.view.http.HttpAddress;
import dev.pollwatch.weave.BadRuleException;
import dev.pollwatch.weave.Presets;
import dev.pollwatch.weave.Rule;
import dev.pollwatch.weave.RuleParser;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the entrance calls: reads the options and starts the agent, or hands a second call's rules to the one that runs. All here stands on
 * the host's way to its {@code main}, so it avoids what is slow the first time: lambdas, streams, Logback.
 */
public final class Start {

    private static @Nullable Agent running;

    private Start() {}

    /**
     * Starts the agent.
     *
     * @param options the agent arguments
     * @param instrumentation the JVM's instrumentation
     * @return the mistakes in one line where {@code fail-fast} makes them fatal; {@code null} when the host shall run on
     * @throws ReflectiveOperationException when the JVM does not let the agent in
     */
    public static synchronized @Nullable String start(@Nullable String options, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        return begin(options, instrumentation, false, new ArrayList<>());
    }

    /**
     * Starts the agent in a host that runs, or brings more rules to the agent that is in it. What came of it is published for the tool that
     * attached.
     *
     * @param options the agent arguments
     * @param instrumentation the JVM's instrumentation
     * @return the mistakes in one line where {@code fail-fast} makes them fatal, for the tool only; {@code null} otherwise
     * @throws ReflectiveOperationException when the JVM does not let the agent in
     */
    public static synchronized @Nullable String attach(@Nullable String options, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        List<String> answer = new ArrayList<>();
        String refusal = begin(options, instrumentation, true, answer);
        Published.in(instrumentation).answer(answer);
        return refusal;
    }

    private static @Nullable String begin(
            @Nullable String options, Instrumentation instrumentation, boolean hostRuns, List<String> answer)
            throws ReflectiveOperationException {
        Agent first = running;
        Loaded loaded = first == null
                ? SettingsLoader.load(options, System.getProperties(), System.getenv())
                : SettingsLoader.load(options, new Properties(), Map.of());
        Settings settings = loaded.settings();
        if (!settings.enabled()) {
            answer.add("enabled=false: nothing was done");
            return null;
        }
        List<String> mistakes = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Complaint complaint : loaded.complaints()) {
            (complaint.severity() == Complaint.Severity.WARN ? mistakes : remarks).add(complaint.message());
        }
        List<Rule> rules = rules(settings, mistakes);
        if (first != null) {
            answer.addAll(first.addFrom(rules, loaded.given(), mistakes, hostRuns));
            answer.addAll(mistakes);
            return null;
        }
        HttpAddress http = http(settings, mistakes);
        Presets presets = new Presets(settings.presets(), hostRuns, mistakes);
        Agent agent = new Agent(settings, http, rules, presets, instrumentation);
        agent.complain(mistakes, remarks);
        if (settings.failFast() && !mistakes.isEmpty()) {
            agent.refuse();
            answer.addAll(mistakes);
            return String.join("; ", mistakes);
        }
        answer.addAll(agent.start(hostRuns));
        answer.addAll(mistakes);
        running = agent;
        return null;
    }

    private static List<Rule> rules(Settings settings, List<String> mistakes) {
        List<Rule> rules = new ArrayList<>();
        for (RuleText text : settings.rules()) {
            try {
                rules.add(RuleParser.parse(text.kind(), text.text(), text.source()));
            } catch (BadRuleException bad) {
                mistakes.add("option \"" + text.kind() + "\" (" + text.source() + "): " + bad.getMessage());
            }
        }
        return rules;
    }

    private static HttpAddress http(Settings settings, List<String> mistakes) {
        try {
            return HttpAddress.parse(settings.http());
        } catch (IllegalArgumentException bad) {
            mistakes.add("http: " + bad.getMessage() + "; the default " + HttpAddress.DEFAULT + " is used");
            return HttpAddress.DEFAULT;
        }
    }
}
