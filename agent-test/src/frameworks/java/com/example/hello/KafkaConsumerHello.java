package com.example.hello;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A Kafka producer and a consumer that answers what is produced, by the group protocol that the argument names. */
final class KafkaConsumerHello implements Hello {

    private static final String TOPIC = "hello";
    private static final int PATIENCE_SECONDS = 60;

    private final KafkaBroker broker = KafkaBroker.start();
    private final Map<String, Request> open = new ConcurrentHashMap<>();
    private final KafkaProducer<String, String> producer;
    private final Polling polling;
    private int asked;

    private KafkaConsumerHello(String protocol) throws Exception {
        broker.createTopic(TOPIC);
        Properties settings = broker.clientSettings();
        producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        polling = new Polling(new HelloHandler(open), consumerSettings(protocol));
        new Thread(polling, "hello-consumer").start();
    }

    public static void main(String[] args) throws Exception {
        Console.serve(new KafkaConsumerHello(args[0]));
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
        polling.stopped = true;
        broker.close();
    }

    private Properties consumerSettings(String protocol) {
        Properties settings = broker.clientSettings();
        settings.put("group.id", "hello");
        settings.put("auto.offset.reset", "earliest");
        settings.put("group.protocol", protocol);
        return settings;
    }

    private static final class Polling implements Runnable {
        private final HelloHandler handler;
        private final Properties settings;
        private volatile boolean stopped;

        private Polling(HelloHandler handler, Properties settings) {
            this.handler = handler;
            this.settings = settings;
        }

        @Override
        public void run() {
            try (KafkaConsumer<String, String> consumer =
                    new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of(TOPIC));
                while (!stopped) {
                    consumer.poll(Duration.ofMillis(100)).forEach(handler);
                }
            }
        }
    }

    private record HelloHandler(Map<String, Request> open) implements Consumer<ConsumerRecord<String, String>> {
        @Override
        public void accept(ConsumerRecord<String, String> record) {
            Request request = open.get(record.key());
            // One that was away from its group for too long is given again what it had.
            if (request != null) {
                request.answer().complete(Greeting.to(record.value()));
                open.remove(record.key());
            }
        }
    }
}
