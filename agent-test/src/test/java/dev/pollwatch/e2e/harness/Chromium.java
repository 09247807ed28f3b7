package dev.pollwatch.e2e.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real browser without a window, steered by its DevTools protocol. */
public final class Chromium implements AutoCloseable {

    private static final String LISTENING = "DevTools listening on ";

    /** The sandbox is not to be had for root. The rest keeps the browser from asking the network for things of its own. */
    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-port=0");

    private final HostProcess process;
    private final DevTools devTools;

    private Chromium(HostProcess process, DevTools devTools) {
        this.process = process;
        this.devTools = devTools;
    }

    /**
     * Starts one, or skips the test where there is none.
     *
     * @return the browser
     */
    public static Chromium start() {
        CommandLineTool chromium =
                CommandLineTool.need("chromium", any -> true, "it is in Debian's package of the same name");
        List<String> command = new ArrayList<>(List.of(chromium.path().toString()));
        command.addAll(OPTIONS);
        command.add("--user-data-dir=" + TestPaths.newFolder("chromium"));
        HostProcess process = new HostProcess(new ProcessBuilder(command));
        try {
            String line = process.awaitErr("the address of its DevTools", text -> text.startsWith(LISTENING));
            return new Chromium(process, new DevTools(line.substring(LISTENING.length())));
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    /**
     * Opens a page in a tab of its own, and waits until it is loaded.
     *
     * @param address the page
     * @return the tab
     */
    public Tab open(String address) {
        Tab tab = newTab();
        tab.load(address);
        return tab;
    }

    /**
     * Opens a guarded page, as a user does who is asked for a password and takes the certificate on trust.
     *
     * @param address the page
     * @param user the user
     * @param password the password
     * @return the tab
     */
    public Tab openAs(String address, String user, String password) {
        Tab tab = newTab();
        tab.takeAnyCertificate();
        tab.load(address.replace("://", "://" + user + ":" + password + "@"), address);
        // Now the browser knows them; those in an address scripts must not use.
        tab.load(address);
        return tab;
    }

    private Tab newTab() {
        String target = (String) devTools.send("", "Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId");
        Map<String, Object> attached =
                devTools.send("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true));
        return new Tab(devTools, (String) attached.get("sessionId"));
    }

    @Override
    public void close() {
        try {
            // Asked, so that it ends the processes that it started.
            devTools.send("", "Browser.close", Map.of());
            process.awaitEnd();
        } finally {
            devTools.close();
            process.close();
        }
    }
}
