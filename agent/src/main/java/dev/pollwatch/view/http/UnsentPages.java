package dev.pollwatch.view.http;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;

/**
 * Counts what waits in the host's memory for readers that are slow, or do not read at all: a page of thousands of rows is megabytes, and
 * each of hundreds of connections may ask for one.
 */
final class UnsentPages {

    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();

    UnsentPages(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Whether no further long page should be made for now. */
    boolean areTooMany() {
        return bytes.get() > mostBytes;
    }

    /** The body of an answer, counted until it is sent or its reader has gone. */
    AsyncEntityProducer counted(byte[] body, ContentType type) {
        bytes.addAndGet(body.length);
        AtomicBoolean counted = new AtomicBoolean(true);
        return new BasicAsyncEntityProducer(body, type) {
            @Override
            public void releaseResources() {
                super.releaseResources();
                if (counted.compareAndSet(true, false)) {
                    bytes.addAndGet(-body.length);
                }
            }
        };
    }
}
