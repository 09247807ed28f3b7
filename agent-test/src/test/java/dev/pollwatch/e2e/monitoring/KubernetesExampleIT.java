package dev.pollwatch.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.LoopHost;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The manifests of {@code examples/kubernetes}, read into the types of Kubernetes and tried on a real JVM. There is no cluster here. */
class KubernetesExampleIT {

    private final Deployment deployment = Manifests.read("deployment.yaml", Deployment.class);
    private final PodTemplateSpec pod = deployment.getSpec().getTemplate();
    private final Container loader = pod.getSpec().getInitContainers().get(0);
    private final Container program = pod.getSpec().getContainers().get(0);

    @Test
    void shouldNotTakeAFieldThatKubernetesDoesNotHave() {
        String wrong = Manifests.text(Manifests.FOLDER.resolve("deployment.yaml"))
                .replaceFirst("readinessProbe:", "readynessProbe:");

        assertThatThrownBy(() -> Manifests.parse(wrong, Deployment.class)).hasMessageContaining("readynessProbe");
    }

    @Test
    void shouldBringTheAgentToWhereTheJvmLooksForIt() {
        String jar = loader.getCommand().get(2);

        assertThat(environment()).containsEntry("JAVA_TOOL_OPTIONS", "-javaagent:" + jar);
        for (Container container : List.of(loader, program)) {
            assertThat(container.getVolumeMounts()).singleElement().satisfies((VolumeMount mount) -> {
                assertThat(jar).startsWith(mount.getMountPath() + "/");
                assertThat(mount.getName())
                        .isEqualTo(pod.getSpec().getVolumes().get(0).getName());
            });
        }
        assertThat(Manifests.text(Manifests.FOLDER.resolve("Dockerfile")))
                .contains("COPY pollwatch-agent.jar " + loader.getCommand().get(1) + "\n");
    }

    @Test
    void shouldBeFoundByThePodMonitorAndLetItIn() {
        Map<String, String> labels = pod.getMetadata().getLabels();
        PodMonitor monitor = Manifests.read("podmonitor.yaml", PodMonitor.class);
        NetworkPolicy policy = Manifests.read("networkpolicy.yaml", NetworkPolicy.class);
        PodMetricsEndpoint endpoint = monitor.getSpec().getPodMetricsEndpoints().get(0);

        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(monitor.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(port(endpoint.getPort())).isEqualTo(9477);
        assertThat(policy.getSpec().getIngress())
                .flatExtracting(rule -> rule.getPorts())
                .extracting(port -> port.getPort().getStrVal())
                .containsExactlyInAnyOrderElementsOf(
                        program.getPorts().stream().map(ContainerPort::getName).toList());
        assertThat(environment().get("POLLWATCH_HTTP")).endsWith(":" + port(endpoint.getPort()));
        // The alerts look for the job by its name.
        assertThat(endpoint.getRelabelings()).singleElement().satisfies(relabeling -> {
            assertThat(relabeling.getTargetLabel()).isEqualTo("job");
            assertThat(relabeling.getReplacement()).isEqualTo("pollwatch");
        });
    }

    @Test
    void shouldBeReadyByItsHealthAndNotBeRestartedByIt() {
        assertThat(program.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/health");
        assertThat(port(program.getReadinessProbe().getHttpGet().getPort().getStrVal()))
                .isEqualTo(9477);
        assertThat(program.getLivenessProbe()).isNull();
        // Pollwatch is well before the program is.
        assertThat(port(program.getStartupProbe().getTcpSocket().getPort().getStrVal()))
                .isNotEqualTo(9477);
    }

    @Test
    void shouldGiveTheOperatorTheSameRules() {
        CommandLineTool bash = CommandLineTool.need("bash", any -> true, "install bash");
        CommandLineTool.Result result =
                bash.run("", Manifests.FOLDER.resolve("prometheusrule.sh").toString());
        assertThat(result.exitCode()).as(result.err()).isZero();

        PrometheusRule rule = Manifests.parse(result.out(), PrometheusRule.class);
        List<Object> groups = new ArrayList<>();
        PrometheusExample.rules()
                .forEach(file -> groups.addAll(
                        (List<?>) Manifests.map(Manifests.text(file)).get("groups")));
        assertThat(rule.getSpec().getGroups()).hasSameSizeAs(groups);
        assertThat(((Map<?, ?>) Manifests.map(result.out()).get("spec")).get("groups"))
                .isEqualTo(groups);
    }

    @ForEachJdk
    void shouldWatchARealJvmByItsEnvironment(Jdk jdk) {
        Host host = Host.on(jdk);
        environment().forEach((name, value) -> host.environment(name, here(value)));
        try (HostProcess process = host.start(LoopHost.class)) {
            Http http = Http.of(process);
            String path = program.getReadinessProbe().getHttpGet().getPath();
            assertThat(http.get(path).statusCode()).isEqualTo(200);

            process.command("run a busy go rx-0");
            WatchedHost.eventually(
                    "a row",
                    () -> assertThat(http.threads())
                            .extracting(row -> row.get("name"))
                            .containsExactly("rx-0"));
            process.command("order a throw");
            WatchedHost.eventually(
                    "not ready", () -> assertThat(http.get(path).statusCode()).isEqualTo(503));
        }
    }

    /** What the container would find is elsewhere on this machine; no other part of a value is touched. */
    private String here(String value) {
        return value.replace(loader.getCommand().get(2), TestPaths.agentJar().toString())
                .replace("com.acme.Rx#pollLoop", WatchedHost.loop("busy"))
                .replace(":9477", ":0");
    }

    private Map<String, String> environment() {
        return program.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    private int port(String name) {
        return program.getPorts().stream()
                .filter(port -> port.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getContainerPort();
    }
}
