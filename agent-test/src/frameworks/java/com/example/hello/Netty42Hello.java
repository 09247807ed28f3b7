package com.example.hello;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/** Netty 4.2, with the transport that the argument names. */
final class Netty42Hello {

    private Netty42Hello() {}

    public static void main(String[] args) throws Exception {
        Console.serve(
                args[0].equals("epoll")
                        ? server(EpollIoHandler.newFactory(), EpollServerSocketChannel.class)
                        : server(NioIoHandler.newFactory(), NioServerSocketChannel.class));
    }

    private static Hello server(IoHandlerFactory io, Class<? extends ServerChannel> channel) throws Exception {
        return new NettyServer(new MultiThreadIoEventLoopGroup(1, io), new MultiThreadIoEventLoopGroup(2, io), channel);
    }
}
