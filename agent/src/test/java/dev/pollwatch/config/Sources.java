package dev.pollwatch.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The sources of one test, and short ways to load them and to look at what came out. */
final class Sources {

    private String agentArgs = "";
    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();

    static Sources none() {
        return new Sources();
    }

    static Sources args(String agentArgs) {
        return none().withArgs(agentArgs);
    }

    static Settings settingsOf(String agentArgs) {
        return args(agentArgs).load().settings();
    }

    Sources withArgs(String args) {
        this.agentArgs = args;
        return this;
    }

    Sources withProperty(String name, String value) {
        properties.setProperty(name, value);
        return this;
    }

    Sources withEnvironment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Loaded load() {
        return SettingsLoader.load(agentArgs, properties, environment);
    }

    /** The messages of the WARNs. */
    List<String> warnings() {
        return messages(Complaint.Severity.WARN);
    }

    List<String> messages(Complaint.Severity severity) {
        return load().complaints().stream()
                .filter(complaint -> complaint.severity() == severity)
                .map(Complaint::message)
                .toList();
    }

    static List<String> texts(List<RuleText> rules) {
        return rules.stream().map(rule -> rule.kind() + " " + rule.text()).toList();
    }
}
