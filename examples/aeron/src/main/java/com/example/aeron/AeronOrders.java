package com.example.aeron;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.agrona.concurrent.UnsafeBuffer;

/** Publishes orders over UDP on loopback, takes them in again, and hands them to a journal. */
public final class AeronOrders {

    private static final String CHANNEL = "aeron:udp?endpoint=127.0.0.1:0";
    private static final int STREAM = 10;
    private static final UnsafeBuffer ORDER = new UnsafeBuffer(new byte[64]);

    /** What the subscriber has taken in. The journal empties it, and holds its monitor meanwhile. */
    private static final Queue<Long> ORDERS = new OneToOneConcurrentArrayQueue<>(256);

    private AeronOrders() {}

    public static void main(String[] args) throws Exception {
        FragmentHandler handler = AeronOrders::onOrder;
        MediaDriver.Context context =
                new MediaDriver.Context().dirDeleteOnStart(true).dirDeleteOnShutdown(true);
        try (MediaDriver driver = MediaDriver.launchEmbedded(context);
                Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
                Subscription orders = aeron.addSubscription(CHANNEL, STREAM);
                AgentRunner subscriber = runner("subscriber", () -> orders.poll(handler, 10));
                Publication publication = aeron.addPublication(address(orders), STREAM);
                AgentRunner publisher = runner("publisher", () -> publish(publication))) {
            AgentRunner.startOnThread(subscriber);
            AgentRunner.startOnThread(publisher);
            Thread journal = new Thread(AeronOrders::writeJournal, "journal");
            journal.setDaemon(true);
            journal.start();

            System.out.println("Enter: stop the journal; Enter: let it go on; end of input: end");
            BufferedReader console = new BufferedReader(new InputStreamReader(System.in));
            while (console.readLine() != null) {
                synchronized (ORDERS) {
                    console.readLine();
                }
            }
        }
    }

    private static String address(Subscription subscription) {
        String channel = subscription.tryResolveChannelEndpointPort();
        while (channel == null) {
            LockSupport.parkNanos(10_000_000);
            channel = subscription.tryResolveChannelEndpointPort();
        }
        return channel;
    }

    private static AgentRunner runner(String name, IntSupplier work) {
        IdleStrategy idle = new BackoffIdleStrategy(100, 10, 1_000, 1_000_000);
        return new AgentRunner(idle, Throwable::printStackTrace, null, new Task(name, work));
    }

    private static void writeJournal() {
        while (true) {
            synchronized (ORDERS) {
                ORDERS.clear();
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static int publish(Publication publication) {
        publication.offer(ORDER); // refused while the subscriber is behind
        return 0; // so that the runner rests a millisecond
    }

    private static void onOrder(DirectBuffer buffer, int offset, int length, Header header) {
        while (!ORDERS.offer(buffer.getLong(offset))) {
            Thread.onSpinWait(); // No handler should do this: it relies on another thread to make room.
        }
    }

    private record Task(String roleName, IntSupplier work) implements Agent {
        @Override
        public int doWork() {
            return work.getAsInt();
        }
    }
}
