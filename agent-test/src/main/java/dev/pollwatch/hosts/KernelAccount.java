package dev.pollwatch.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The kernel's account of one thread's time, {@code /proc/<pid>/task/<tid>/schedstat}. */
public final class KernelAccount implements AutoCloseable {

    private static final int LONGEST_LINE = 100;

    private final FileChannel file;

    private KernelAccount(FileChannel file) {
        this.file = file;
    }

    /**
     * Opens that of the calling thread; any thread may read it then.
     *
     * @return the account
     */
    public static KernelAccount ofThisThread() {
        try {
            return new KernelAccount(FileChannel.open(Path.of("/proc/thread-self/schedstat")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How long the thread could have run but others had the CPU.
     *
     * @return nanoseconds since it began
     */
    public long inQueue() {
        return Long.parseLong(read()[1]);
    }

    /**
     * How long the thread ran, or could have run but others had the CPU.
     *
     * @return nanoseconds since it began
     */
    public long runnable() {
        String[] read = read();
        return Long.parseLong(read[0]) + Long.parseLong(read[1]);
    }

    private String[] read() {
        ByteBuffer line = ByteBuffer.allocate(LONGEST_LINE);
        try {
            file.read(line, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String(line.array(), 0, line.position(), StandardCharsets.US_ASCII).split(" ");
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
