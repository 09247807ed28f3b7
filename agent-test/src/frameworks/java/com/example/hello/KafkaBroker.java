package com.example.hello;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A Kafka broker on loopback that is its own controller, in a JVM of its own. It ends when its input does. */
final class KafkaBroker implements AutoCloseable {

    private final Process process;
    private final String address;

    private KafkaBroker(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts a broker, which keeps its data in a temporary folder. */
    static KafkaBroker start() throws IOException {
        int port = freePort();
        Path folder = Files.createTempDirectory("hello-kafka");
        Path config = Files.write(folder.resolve("server.properties"), config(folder, port, freePort()));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                KafkaBroker.class.getName(),
                config.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("broker.log").toFile())
                .start();
        return new KafkaBroker(process, "127.0.0.1:" + port);
    }

    void createTopic(String name) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(clientSettings())) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    Properties clientSettings() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", address);
        return settings;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }

    public static void main(String[] args) throws Exception {
        Path config = Path.of(args[0]);
        Thread keeper = new Thread(KafkaBroker::endWithInput, "keeper");
        keeper.setDaemon(true);
        keeper.start();
        int failed = StorageTool.execute(
                new String[] {"format", "--cluster-id", "aGVsbG8ta2Fma2EtaGVsbA", "--config", config.toString()},
                System.out);
        if (failed != 0) {
            System.exit(failed);
        }
        Kafka.main(new String[] {config.toString()});
    }

    /** Waits for the end of the input, which comes when the program that started this one is gone, however it went. */
    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (IOException | InterruptedException e) {
            e.printStackTrace();
        }
        Runtime.getRuntime().halt(0);
    }

    private static List<String> config(Path folder, int port, int controllerPort) {
        return List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "controller.listener.names=CONTROLLER",
                "log.dirs=" + folder.resolve("data"),
                "num.partitions=1",
                "offsets.topic.num.partitions=1",
                "offsets.topic.replication.factor=1",
                "group.initial.rebalance.delay.ms=0");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
