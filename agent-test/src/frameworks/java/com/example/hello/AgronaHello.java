package com.example.hello;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;

/** An Agrona agent that a runner keeps at work. */
final class AgronaHello implements Hello {

    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final AgentRunner runner = new AgentRunner(
            new BackoffIdleStrategy(100, 10, 1_000, 1_000_000),
            Throwable::printStackTrace,
            null,
            new HelloHandler(requests));

    public static void main(String[] args) throws Exception {
        AgronaHello hello = new AgronaHello();
        AgentRunner.startOnThread(hello.runner);
        Console.serve(hello);
    }

    @Override
    public String ask(String text) throws Exception {
        Request request = Request.of(text);
        requests.add(request);
        return request.await();
    }

    @Override
    public void close() {
        runner.close();
    }

    private record HelloHandler(Queue<Request> requests) implements Agent {
        @Override
        public int doWork() {
            Request request = requests.poll();
            if (request == null) {
                return 0;
            }
            request.answer().complete(Greeting.to(request.text()));
            return 1;
        }

        @Override
        public String roleName() {
            return "hello-agent";
        }
    }
}
