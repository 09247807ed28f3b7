package com.example.forwarder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** What goes wrong on demand. Each fault has a method of its own, so that a stack trace tells which one it is. */
final class Faults {
    private final AdminLock adminLock;

    Faults(AdminLock adminLock) {
        this.adminLock = adminLock;
    }

    /**
     * Makes the calling thread suffer the fault.
     *
     * @return whether the calling loop is to return
     */
    boolean strike(Fault fault) throws IOException {
        switch (fault.kind()) {
            case STALL -> spin(fault.length());
            case LOCK -> adminLock.acquireAndRelease();
            case BLOCK -> readFromSilentPeer(fault.length());
            case SLEEP -> sleep(fault.length());
            case THROW -> throw new InjectedFaultException("asked for by the command 'throw'");
            case RETURN -> {
                return true;
            }
        }
        return false;
    }

    private static void spin(Duration length) {
        long begin = System.nanoTime();
        long nanos = length.toNanos();
        while (System.nanoTime() - begin < nanos) {
            Thread.onSpinWait();
        }
    }

    private static void readFromSilentPeer(Duration length) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        // The kernel completes the connection; nobody accepts it, so nobody ever writes.
        try (ServerSocket peer = new ServerSocket(0, 1, loopback);
                Socket socket = new Socket(loopback, peer.getLocalPort())) {
            socket.setSoTimeout((int) length.toMillis());
            socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            // the expected end of this fault
        }
    }

    private static void sleep(Duration length) {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
