package com.example.hello;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** A Kafka producer that is told when the broker has what it sent. */
final class KafkaProducerHello implements Hello {

    private static final String TOPIC = "hello";

    private final KafkaBroker broker = KafkaBroker.start();
    private final KafkaProducer<String, String> producer;

    private KafkaProducerHello() throws Exception {
        broker.createTopic(TOPIC);
        producer = new KafkaProducer<>(broker.clientSettings(), new StringSerializer(), new StringSerializer());
    }

    public static void main(String[] args) throws Exception {
        Console.serve(new KafkaProducerHello());
    }

    @Override
    public String ask(String text) throws Exception {
        Request request = Request.of(text);
        producer.send(new ProducerRecord<>(TOPIC, text), new HelloHandler(request));
        return request.await();
    }

    @Override
    public void close() throws Exception {
        producer.close();
        broker.close();
    }

    private record HelloHandler(Request request) implements Callback {
        @Override
        public void onCompletion(RecordMetadata metadata, Exception failure) {
            if (failure == null) {
                request.answer().complete(Greeting.to(request.text()));
            } else {
                request.answer().completeExceptionally(failure);
            }
        }
    }
}
