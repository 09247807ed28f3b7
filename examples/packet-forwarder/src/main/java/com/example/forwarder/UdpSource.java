package com.example.forwarder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/** Takes the payload of each datagram that reaches a loopback port as an Ethernet frame. */
final class UdpSource implements PacketSource {
    private final DatagramChannel channel;

    private UdpSource(DatagramChannel channel) {
        this.channel = channel;
    }

    /**
     * Binds the port on the loopback address.
     *
     * @param port 0 lets the system choose one
     */
    static UdpSource open(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new UdpSource(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public boolean poll(PacketBuffer buffer) throws IOException {
        if (channel.receive(buffer.toReceive()) == null) {
            return false;
        }
        buffer.received();
        return true;
    }

    @Override
    public String description() {
        try {
            return "udp 127.0.0.1:" + ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException e) {
            return "udp, closed";
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
