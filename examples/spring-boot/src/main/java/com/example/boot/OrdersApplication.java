package com.example.boot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web application that asks another server for a price in each request, and a client of it. */
@SpringBootApplication
@RestController
public class OrdersApplication {

    /** The other server, as it were: it gives one byte to each caller, unless somebody holds its monitor. */
    private static final ServerSocket PRICES = listen();

    public static void main(String[] args) throws Exception {
        ConfigurableApplicationContext application = SpringApplication.run(OrdersApplication.class, args);
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        daemon("prices", OrdersApplication::givePrices);
        Thread customer = daemon("customer", () -> order(URI.create("http://127.0.0.1:" + port + "/order")));

        System.out.println("port " + port);
        System.out.println("Enter: stop the other server; Enter: let it go on; end of input: end");
        BufferedReader console = new BufferedReader(new InputStreamReader(System.in));
        while (console.readLine() != null) {
            synchronized (PRICES) {
                console.readLine();
            }
        }
        customer.interrupt();
        customer.join();
        System.exit(SpringApplication.exit(application));
    }

    @GetMapping("/order")
    String order() throws IOException {
        // No handler should do this: without a time limit it waits for as long as the other server likes.
        try (Socket prices = new Socket(PRICES.getInetAddress(), PRICES.getLocalPort())) {
            return "sold for " + prices.getInputStream().read();
        }
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void givePrices() {
        while (true) {
            try (Socket caller = PRICES.accept()) {
                synchronized (PRICES) {
                    caller.getOutputStream().write(42);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Orders twenty times a second, until it is interrupted. */
    private static void order(URI address) {
        HttpClient client = HttpClient.newHttpClient();
        try {
            while (true) {
                client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
