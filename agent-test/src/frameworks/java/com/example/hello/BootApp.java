package com.example.hello;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An ordinary Spring Boot application that knows nothing of Pollwatch, with two poll threads. */
@SpringBootApplication
@RestController
public class BootApp {

    private final AtomicBoolean stuck = new AtomicBoolean();

    public static void main(String[] args) {
        SpringApplication.run(BootApp.class, args);
    }

    @Bean
    Thread receiver() {
        return started("rx");
    }

    @Bean
    Thread transmitter() {
        return started("tx \"0\"\n");
    }

    private Thread started(String name) {
        Thread thread = new Thread(() -> poll(name), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void poll(String name) {
        while (!Thread.currentThread().isInterrupted()) {
            while (name.equals("rx") && stuck.get()) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(100_000);
        }
    }

    @GetMapping("/stall")
    String stall() {
        stuck.set(true);
        return "stalls";
    }
}
