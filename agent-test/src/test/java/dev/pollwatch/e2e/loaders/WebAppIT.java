package dev.pollwatch.e2e.loaders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.GuestsHost;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.WatchedHost;
import java.util.List;
import javax.management.JMException;

/** Loops in web applications of Tomcat, whose loaders ask themselves first: seen while deployed, and kept by nothing of ours afterwards. */
class WebAppIT {

    /** Without these Tomcat cannot look for what a web application leaves behind. */
    private static final String[] LEAK_DETECTION = {
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
    };

    @ForEachJdk
    void shouldWatchWebApplicationsAndLetThemGo(Jdk jdk) {
        try (GuestsHost host = GuestsHost.start(jdk, "tomcat", "tomcat", LEAK_DETECTION)) {
            host.admit("app").awaitAllThatALoopDoes("app");
            host.dismiss("app").admit("app").awaitCollected("app before").await("app", "ALIVE");
            assertThat(host.row("app", GuestsHost.LOOP)).containsEntry("incarnation", 2L);

            host.admit("thrown").tell("thrown", "throw").await("thrown", "DEAD");
            host.dismiss("thrown").awaitCollected("thrown").await("thrown", "DEAD");
            host.dismiss("app").awaitCollected("app").await("app", "UNUSED");

            assertThat(complaintsOfTomcat(host)).isEmpty();
            assertThat(host.process().err()).noneMatch(line -> line.contains("add-opens"));
        }
    }

    @ForEachJdk
    void shouldKeepNoWebApplicationByTheThreadsOfThePoolThatServedIt(Jdk jdk) {
        try (GuestsHost host = GuestsHost.start(jdk, "tomcat", "tomcat", LEAK_DETECTION)) {
            host.admit("served");
            assertThat(host.ask("served", "/guest")).isEqualTo("served after 10 passes");
            assertThat(host.ask("served", "/guest?throw")).isEqualTo("answered with 500");
            WatchedHost.eventually(
                    "DEAD and UNUSED",
                    () -> assertThat(host.rows(GuestsHost.SERVLET_LOOP))
                            .isNotEmpty()
                            .anyMatch(row -> "THREW".equals(row.get("diagnosis"))));
            host.dismiss("served").awaitCollected("served");
            assertThat(host.rows(GuestsHost.SERVLET_LOOP)).isNotEmpty();
            assertThat(complaintsOfTomcat(host)).isEmpty();

            // Tomcat does look, and finds what is left behind.
            host.admit("careless").ask("careless", "/guest?careless");
            host.dismiss("careless");
            WatchedHost.eventually(
                    "Tomcat complains",
                    () -> assertThat(complaintsOfTomcat(host))
                            .singleElement()
                            .asString()
                            .contains("dev.pollwatch.guests.GuestServlet"));
        }
    }

    @ForEachJdk
    void shouldKeepNoWebApplicationForAsLongAsTheAgentIsPaused(Jdk jdk) throws JMException {
        try (GuestsHost host = GuestsHost.start(jdk, "tomcat", "tomcat")) {
            host.admit("app").await("app", "ALIVE");
            try (Jmx jmx = Jmx.of(host.process())) {
                WatchedHost.eventually(
                        "MBeans",
                        () -> assertThat(jmx.get(Jmx.KEEPALIVE, "Paused")).isEqualTo(false));
                jmx.invoke(Jmx.KEEPALIVE, "pause");
                host.tell("app", "throw").dismiss("app").awaitCollected("app").await("app", "ALIVE");
                jmx.invoke(Jmx.KEEPALIVE, "resume");
            }
            host.await("app", "DEAD");
            assertThat(host.row("app", GuestsHost.LOOP)).containsEntry("diagnosis", "THREW");
        }
    }

    private static List<String> complaintsOfTomcat(GuestsHost host) {
        return host.process().err().stream()
                .filter(line -> line.contains("The web application ["))
                .toList();
    }
}
