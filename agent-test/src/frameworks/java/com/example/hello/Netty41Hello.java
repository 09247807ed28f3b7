package com.example.hello;

import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/** Netty 4.1, with the transport that the argument names. */
final class Netty41Hello {

    private Netty41Hello() {}

    public static void main(String[] args) throws Exception {
        Console.serve(
                args[0].equals("epoll")
                        ? new NettyServer(
                                new EpollEventLoopGroup(1), new EpollEventLoopGroup(2), EpollServerSocketChannel.class)
                        : new NettyServer(
                                new NioEventLoopGroup(1), new NioEventLoopGroup(2), NioServerSocketChannel.class));
    }
}
