package com.example.hello;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A Kafka producer and a consumer that answers what is produced, by the group protocol that the argument names. */
final class KafkaHello implements Hello {

    private static final String TOPIC = "hello";
    private static final int PATIENCE_SECONDS = 60;

    private final KafkaBroker broker = KafkaBroker.start();
    private final Map<String, Request> open = new ConcurrentHashMap<>();
    private final KafkaProducer<String, String> producer;
    private final HelloHandler handler;
    private int asked;

    private KafkaHello(String protocol) throws Exception {
        createTopic();
        Properties settings = settings();
        settings.put("linger.ms", "0");
        producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        handler = new HelloHandler(open, consumerSettings(protocol));
        new Thread(handler, "hello-consumer").start();
    }

    public static void main(String[] args) throws Exception {
        Console.serve(new KafkaHello(args[0]));
    }

    @Override
    public String ask(String text) throws Exception {
        String key = String.valueOf(++asked);
        Request request = Request.of(text);
        open.put(key, request);
        producer.send(new ProducerRecord<>(TOPIC, key, text)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return request.await();
    }

    @Override
    public void close() throws Exception {
        producer.close();
        handler.stopped = true;
        broker.close();
    }

    private void createTopic() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(settings())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker.address());
        return settings;
    }

    private Properties consumerSettings(String protocol) {
        Properties settings = settings();
        settings.put("group.id", "hello");
        settings.put("auto.offset.reset", "earliest");
        settings.put("group.protocol", protocol);
        return settings;
    }

    private static final class HelloHandler implements Runnable {
        private final Map<String, Request> open;
        private final Properties settings;
        private volatile boolean stopped;

        private HelloHandler(Map<String, Request> open, Properties settings) {
            this.open = open;
            this.settings = settings;
        }

        @Override
        public void run() {
            try (KafkaConsumer<String, String> consumer =
                    new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of(TOPIC));
                while (!stopped) {
                    consumer.poll(Duration.ofMillis(100)).forEach(this::answer);
                }
            }
        }

        private void answer(ConsumerRecord<String, String> record) {
            open.remove(record.key()).answer().complete(Greeting.to(record.value()));
        }
    }
}
