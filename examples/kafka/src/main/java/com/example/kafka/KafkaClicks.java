package com.example.kafka;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Produces clicks, counts in a callback what the broker has taken, and consumes them. The argument is the broker's address. */
public final class KafkaClicks {

    private static final String TOPIC = "clicks";

    /** Guards the count. */
    private static final ReentrantLock STATISTICS = new ReentrantLock();

    private static long taken;
    private static volatile boolean running = true;

    private KafkaClicks() {}

    public static void main(String[] args) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", args[0], "group.id", "counting", "auto.offset.reset", "earliest", "linger.ms", 0);
        new Thread(() -> produce(settings), "clicks-producer").start();
        new Thread(() -> consume(settings), "clicks-consumer").start();

        System.out.println("Enter: take the lock that the callback needs; Enter: give it back; end of input: end");
        BufferedReader console = new BufferedReader(new InputStreamReader(System.in));
        while (console.readLine() != null) {
            STATISTICS.lock();
            try {
                console.readLine();
            } finally {
                STATISTICS.unlock();
            }
        }
        running = false;
    }

    /** Sends a hundred clicks a second. */
    private static void produce(Map<String, Object> settings) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            while (running) {
                producer.send(new ProducerRecord<>(TOPIC, "click"), KafkaClicks::onTaken);
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private static void onTaken(RecordMetadata metadata, Exception failure) {
        // No callback should do this: it waits, and with it the thread that sends.
        STATISTICS.lock();
        try {
            taken++;
        } finally {
            STATISTICS.unlock();
        }
    }

    private static void consume(Map<String, Object> settings) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            while (running) {
                consumer.poll(Duration.ofMillis(100));
            }
        }
    }
}
