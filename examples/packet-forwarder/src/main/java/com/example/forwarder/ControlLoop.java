package com.example.forwarder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.UnaryOperator;

/** Serves the control port; idle in its selector but for the moments in which somebody types a command. */
final class ControlLoop extends PollLoop {
    /** More than people need at once, and few enough that forgotten ones do no harm. */
    private static final int MOST_CONNECTIONS = 32;

    private final ServerSocketChannel server;
    private final Selector selector;
    private UnaryOperator<String> commands = line -> "error: not yet started";

    /**
     * Listens on the loopback address.
     *
     * @param port 0 lets the system choose one
     */
    ControlLoop(String name, FaultPoint faultPoint, int port) throws IOException {
        super(name, faultPoint);
        server = ServerSocketChannel.open();
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            server.configureBlocking(false);
            selector = Selector.open();
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** To be called before the loop runs. */
    void serve(UnaryOperator<String> handler) {
        commands = handler;
    }

    @Override
    void run() throws IOException {
        while (isRunning()) {
            selector.select();
            if (faultPoint().endsLoop()) {
                return;
            }
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.attachment() instanceof ControlConnection connection) {
                    connection.proceed();
                } else {
                    accept();
                }
            }
            selector.selectedKeys().clear();
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = server.accept();
        if (channel == null) {
            return; // the peer gave up in between
        }
        if (selector.keys().size() > MOST_CONNECTIONS) {
            channel.close();
            return;
        }
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new ControlConnection(channel, key, commands));
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    @Override
    void wakeUp() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
