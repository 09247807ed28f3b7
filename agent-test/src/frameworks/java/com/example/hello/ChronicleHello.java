package com.example.hello;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.openhft.chronicle.core.threads.EventHandler;
import net.openhft.chronicle.core.threads.EventLoop;
import net.openhft.chronicle.threads.MediumEventLoop;
import net.openhft.chronicle.threads.Pauser;

/** A Chronicle event loop with one handler. */
final class ChronicleHello implements Hello {

    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final EventLoop loop = new MediumEventLoop(null, "hello-loop", Pauser.balanced(), true, "none");

    private ChronicleHello() {
        loop.addHandler(new HelloHandler(requests));
        loop.start();
    }

    public static void main(String[] args) throws Exception {
        Console.serve(new ChronicleHello());
    }

    @Override
    public String ask(String text) throws Exception {
        Request request = Request.of(text);
        requests.add(request);
        loop.unpause();
        return request.await();
    }

    @Override
    public void close() {
        loop.close();
    }

    private static final class HelloHandler implements EventHandler {
        private final Queue<Request> requests;

        private HelloHandler(Queue<Request> requests) {
            this.requests = requests;
        }

        @Override
        public boolean action() {
            Request request = requests.poll();
            if (request == null) {
                return false;
            }
            request.answer().complete(Greeting.to(request.text()));
            return true;
        }
    }
}
