package dev.pollwatch.frameworks;

import java.time.Duration;
import java.util.List;

/** The frameworks of the table. */
final class Catalogue {

    private static final String NETTY = "io.netty:netty-handler:VERSION";
    private static final String NETTY_EPOLL = "io.netty:netty-transport-native-epoll:VERSION:linux-x86_64";
    private static final String NETTY_42_LOOP = "io\\.netty\\.channel\\.SingleThreadIoEventLoop#run";
    private static final String NETTY_41_LOOP = "io\\.netty\\.channel\\.(nio\\.Nio|epoll\\.Epoll)EventLoop#run";
    private static final String ANY_NETTY_LOOP = NETTY_41_LOOP + "|" + NETTY_42_LOOP;
    private static final String AGENT_LOOP = "org\\.agrona\\.concurrent\\.AgentRunner#(workLoop|run)";
    private static final String DISRUPTOR_LOOP = "com\\.lmax\\.disruptor\\.BatchEventProcessor#processEvents";
    private static final String KAFKA_LOOP = "org\\.apache\\.kafka\\.clients\\.consumer\\.KafkaConsumer#poll.*";
    private static final String KAFKA_SENDER_LOOP =
            "org\\.apache\\.kafka\\.clients\\.producer\\.internals\\.Sender#run";
    private static final String KAFKA = "org.apache.kafka:kafka_2.13:VERSION";
    private static final String TOMCAT = "org.apache.tomcat.embed:tomcat-embed-core:VERSION";
    private static final String TOMCAT_LOOP = "org\\.apache\\.tomcat\\.util\\..*";
    private static final String JETTY_LOOP = "org\\.eclipse\\.jetty\\..*";
    private static final String XNIO_LOOP = "org\\.xnio\\.nio\\.WorkerThread#run";

    private Catalogue() {}

    /** What the abridged run of the build takes: each a kind of its own, and all start quickly. */
    static List<Framework> abridged() {
        return all().stream()
                .filter(framework ->
                        framework.toString().matches("Netty NIO .*|Agrona 2.*|Disruptor \\(blocking\\) 4.*"))
                .toList();
    }

    static List<Framework> all() {
        return List.of(
                Framework.of("Netty NIO", "4.1.137.Final", "Netty41Hello", NETTY_41_LOOP, NETTY, NETTY_EPOLL)
                        .args("nio"),
                Framework.of("Netty epoll", "4.1.137.Final", "Netty41Hello", NETTY_41_LOOP, NETTY, NETTY_EPOLL)
                        .args("epoll"),
                Framework.of("Netty NIO", "4.2.18.Final", "Netty42Hello", NETTY_42_LOOP, NETTY, NETTY_EPOLL)
                        .args("nio"),
                Framework.of("Netty epoll", "4.2.18.Final", "Netty42Hello", NETTY_42_LOOP, NETTY, NETTY_EPOLL)
                        .args("epoll"),
                Framework.of("Agrona", "1.10.0", "AgronaHello", AGENT_LOOP, "org.agrona:agrona:VERSION"),
                Framework.of("Agrona", "2.6.0", "AgronaHello", AGENT_LOOP, "org.agrona:agrona:VERSION")
                        .jvm("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED"),
                Framework.of("Aeron media driver", "1.49.0", "AeronHello", AGENT_LOOP, "io.aeron:aeron-driver:VERSION")
                        .jvm("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED"),
                disruptor("blocking", "3.4.4"),
                disruptor("blocking", "4.0.0"),
                disruptor("yielding", "3.4.4").spinning(),
                disruptor("yielding", "4.0.0").spinning(),
                Framework.of("Kafka producer", "3.9.1", "KafkaProducerHello", KAFKA_SENDER_LOOP, KAFKA),
                Framework.of("Kafka producer", "4.4.0", "KafkaProducerHello", KAFKA_SENDER_LOOP, KAFKA),
                kafkaConsumer("classic", "3.9.1"),
                kafkaConsumer("classic", "4.4.0"),
                kafkaConsumer("consumer", "4.4.0"),
                Framework.of("Vert.x", "4.5.22", "VertxHello", ANY_NETTY_LOOP, "io.vertx:vertx-core:VERSION"),
                Framework.of("Vert.x", "5.0.7", "VertxHello", ANY_NETTY_LOOP, "io.vertx:vertx-core:VERSION"),
                Framework.of("Tomcat", "9.0.111", "Tomcat9Hello", TOMCAT_LOOP, TOMCAT),
                Framework.of("Tomcat", "10.1.48", "TomcatHello", TOMCAT_LOOP, TOMCAT),
                Framework.of("Tomcat", "11.0.27", "TomcatHello", TOMCAT_LOOP, TOMCAT),
                jetty("9.4.58.v20250814", "Jetty9Hello"),
                jetty("12.0.29", "JettyHello"),
                jetty("12.1.14", "JettyHello"),
                Framework.of(
                        "Undertow", "2.3.27.Final", "UndertowHello", XNIO_LOOP, "io.undertow:undertow-core:VERSION"),
                Framework.of(
                        "Undertow", "2.4.4.Final", "UndertowHello", XNIO_LOOP, "io.undertow:undertow-core:VERSION"),
                Framework.of(
                        "Chronicle Threads",
                        "2.27ea5",
                        "ChronicleHello",
                        "net\\.openhft\\.chronicle\\.threads\\.MediumEventLoop#runLoop",
                        "net.openhft:chronicle-threads:VERSION"),
                Framework.of(
                        "MINA",
                        "2.2.5",
                        "MinaHello",
                        "org\\.apache\\.mina\\.core\\.polling\\.AbstractPollingIoProcessor\\$Processor#run",
                        "org.apache.mina:mina-core:VERSION"),
                Framework.of(
                        "gRPC, shaded Netty",
                        "1.85.1",
                        "GrpcHello",
                        "io\\.grpc\\.netty\\.shaded\\.(" + ANY_NETTY_LOOP + ")",
                        "io.grpc:grpc-netty-shaded:VERSION",
                        "io.grpc:grpc-stub:VERSION"),
                Framework.of(
                        "Reactor Netty",
                        "1.3.7",
                        "ReactorNettyHello",
                        ANY_NETTY_LOOP,
                        "io.projectreactor.netty:reactor-netty-http:VERSION"));
    }

    private static Framework disruptor(String waiting, String version) {
        return Framework.of(
                        "Disruptor (" + waiting + ")",
                        version,
                        "DisruptorHello",
                        DISRUPTOR_LOOP,
                        "com.lmax:disruptor:VERSION")
                .args(waiting);
    }

    /** The group's own limit between two polls is five minutes, and the preset has the same. */
    private static Framework kafkaConsumer(String protocol, String version) {
        return Framework.of("Kafka consumer (" + protocol + ")", version, "KafkaConsumerHello", KAFKA_LOOP, KAFKA)
                .args(protocol)
                .blocking(Duration.ofMinutes(7));
    }

    private static Framework jetty(String version, String host) {
        return Framework.of("Jetty", version, host, JETTY_LOOP, "org.eclipse.jetty:jetty-server:VERSION");
    }
}
