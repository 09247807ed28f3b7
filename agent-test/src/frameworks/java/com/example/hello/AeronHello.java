package com.example.hello;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** An Aeron media driver in this process, and a subscriber to what this process publishes over UDP. */
final class AeronHello implements Hello {

    private static final String CHANNEL = "aeron:udp?endpoint=127.0.0.1:0";
    private static final int STREAM = 10;

    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final MediaDriver driver = MediaDriver.launchEmbedded(
            new MediaDriver.Context().threadingMode(ThreadingMode.DEDICATED).dirDeleteOnShutdown(true));
    private final Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
    private final Subscription subscription = aeron.addSubscription(CHANNEL, STREAM);
    private final ExclusivePublication publication;
    private final AgentRunner runner;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);

    private AeronHello() throws InterruptedException {
        String channel = subscription.tryResolveChannelEndpointPort();
        while (channel == null) {
            TimeUnit.MILLISECONDS.sleep(10);
            channel = subscription.tryResolveChannelEndpointPort();
        }
        publication = aeron.addExclusivePublication(channel, STREAM);
        runner = new AgentRunner(
                new BackoffIdleStrategy(100, 10, 1_000, 1_000_000),
                Throwable::printStackTrace,
                null,
                new Subscriber(subscription, new HelloHandler(requests)));
        AgentRunner.startOnThread(runner);
    }

    public static void main(String[] args) throws Exception {
        Console.serve(new AeronHello());
    }

    @Override
    public String ask(String text) throws Exception {
        Request request = Request.of(text);
        requests.add(request);
        int length = buffer.putStringWithoutLengthAscii(0, text);
        while (publication.offer(buffer, 0, length) < 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return request.await();
    }

    @Override
    public void close() {
        runner.close();
        aeron.close();
        driver.close();
    }

    private record HelloHandler(Queue<Request> requests) implements FragmentHandler {
        @Override
        public void onFragment(DirectBuffer buffer, int offset, int length, Header header) {
            String answer = Greeting.to(buffer.getStringWithoutLengthAscii(offset, length));
            requests.remove().answer().complete(answer);
        }
    }

    private record Subscriber(Subscription subscription, FragmentHandler handler) implements Agent {
        @Override
        public int doWork() {
            return subscription.poll(handler, 10);
        }

        @Override
        public String roleName() {
            return "hello-subscriber";
        }
    }
}
