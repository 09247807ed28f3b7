package dev.pollwatch.e2e.harness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tab of a {@link Chromium}: what it shows, what it asked for, and what it complained of. */
public final class Tab {

    private static final List<String> DOMAINS = List.of("Page", "Runtime", "Log", "Network", "Audits", "DOM");
    private static final Map<String, Map<String, Object>> KEYS = Map.of(
            "Tab", Map.of("key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9),
            "Enter", Map.of("key", "Enter", "code", "Enter", "windowsVirtualKeyCode", 13, "text", "\r"),
            "ArrowDown", Map.of("key", "ArrowDown", "code", "ArrowDown", "windowsVirtualKeyCode", 40),
            "ArrowUp", Map.of("key", "ArrowUp", "code", "ArrowUp", "windowsVirtualKeyCode", 38),
            "Home", Map.of("key", "Home", "code", "Home", "windowsVirtualKeyCode", 36),
            "End", Map.of("key", "End", "code", "End", "windowsVirtualKeyCode", 35));

    private final DevTools devTools;
    private final String session;

    Tab(DevTools devTools, String session) {
        this.devTools = devTools;
        this.session = session;
        DOMAINS.forEach(domain -> send(domain + ".enable", Map.of()));
        window(1280, 900);
    }

    void load(String address) {
        load(address, address);
    }

    void takeAnyCertificate() {
        send("Security.setIgnoreCertificateErrors", Map.of("ignore", true));
    }

    void load(String typed, String address) {
        send("Page.navigate", Map.of("url", typed));
        WatchedHost.eventually(
                address + " is loaded",
                () -> org.assertj.core.api.Assertions.assertThat(eval("document.readyState + ' ' + location.href"))
                        .isEqualTo("complete " + address));
    }

    /**
     * Sets the size of the window.
     *
     * @param width in pixels
     * @param height in pixels
     */
    public void window(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /**
     * Sets what the user prefers.
     *
     * @param scheme {@code light} or {@code dark}
     */
    public void prefer(String scheme) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /**
     * Runs a script in the page, and waits for what it promises.
     *
     * @param script an expression
     * @return its value: a string, number, truth value, list or map
     */
    public Object eval(String script) {
        Map<String, Object> reply =
                send("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        if (reply.containsKey("exceptionDetails")) {
            throw new AssertionError(script + ": " + reply.get("exceptionDetails"));
        }
        return DevTools.map(reply.get("result")).get("value");
    }

    /**
     * Presses a key.
     *
     * @param key such as {@code Enter}
     */
    public void press(String key) {
        Map<String, Object> event = KEYS.get(key);
        for (String type : List.of(event.containsKey("text") ? "keyDown" : "rawKeyDown", "keyUp")) {
            Map<String, Object> params = new java.util.HashMap<>(event);
            params.put("type", type);
            send("Input.dispatchKeyEvent", params);
        }
    }

    /**
     * Types into whatever has the focus.
     *
     * @param text the text
     */
    public void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    /**
     * What the browser hands to a screen reader: the nodes of the accessibility tree that it does not leave out, in the order of the document.
     *
     * @return each with its {@code role}, {@code name} and {@code description}; a text that it has not is empty
     */
    public List<Map<String, String>> aloud() {
        Map<Object, Map<String, Object>> nodes = new LinkedHashMap<>();
        for (Object node :
                (List<?>) send("Accessibility.getFullAXTree", Map.of()).get("nodes")) {
            nodes.put(DevTools.map(node).get("nodeId"), DevTools.map(node));
        }
        List<Map<String, String>> aloud = new ArrayList<>();
        Deque<Map<String, Object>> rest =
                new ArrayDeque<>(List.of(nodes.values().iterator().next()));
        while (!rest.isEmpty()) {
            Map<String, Object> node = rest.pop();
            if (!Boolean.TRUE.equals(node.get("ignored"))) {
                aloud.add(Map.of(
                        "role",
                        text(node, "role"),
                        "name",
                        text(node, "name"),
                        "description",
                        text(node, "description")));
            }
            List<?> children = (List<?>) node.getOrDefault("childIds", List.of());
            for (int i = children.size() - 1; i >= 0; i--) {
                rest.push(nodes.get(children.get(i)));
            }
        }
        return aloud;
    }

    private static String text(Map<String, Object> node, String name) {
        return node.containsKey(name)
                ? String.valueOf(DevTools.map(node.get(name)).get("value"))
                : "";
    }

    /**
     * The addresses of all that was asked for.
     *
     * @return the addresses, those without a network ({@code data:}) too
     */
    public List<String> requests() {
        return devTools.events(session).stream()
                .filter(event -> event.method().equals("Network.requestWillBeSent"))
                .map(event ->
                        (String) DevTools.map(event.params().get("request")).get("url"))
                .toList();
    }

    /**
     * All that a developer would see in red or yellow, and dialogs.
     *
     * @return errors and warnings of scripts, network and policy
     */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (DevTools.Event event : devTools.events(session)) {
            switch (event.method()) {
                case "Log.entryAdded",
                        "Runtime.consoleAPICalled",
                        "Runtime.exceptionThrown",
                        "Audits.issueAdded",
                        "Page.javascriptDialogOpening" -> complaints.add(event.toString());
                default -> {}
            }
        }
        return complaints;
    }

    private Map<String, Object> send(String method, Map<String, Object> params) {
        return devTools.send(session, method, params);
    }
}
