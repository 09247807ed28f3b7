package com.example.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/** An echo server on loopback, and a client that says something to it a hundred times a second. */
public final class NettyEcho {

    /** What the server's handler needs for each message. */
    private static final Object STATISTICS = new Object();

    private static long bytes;

    private NettyEcho() {}

    public static void main(String[] args) throws Exception {
        EventLoopGroup servers = loops("server");
        EventLoopGroup clients = loops("client");
        ServerBootstrap server = new ServerBootstrap()
                .group(servers)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new EchoHandler());
                    }
                });
        SocketAddress address = server.bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
        Bootstrap client =
                new Bootstrap().group(clients).channel(NioSocketChannel.class).handler(new TalkHandler());
        client.connect(address).sync();

        System.out.println("Enter: take the lock that the handler needs; Enter: give it back; end of input: end");
        BufferedReader console = new BufferedReader(new InputStreamReader(System.in));
        while (console.readLine() != null) {
            synchronized (STATISTICS) {
                console.readLine();
            }
        }
        clients.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        servers.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    private static EventLoopGroup loops(String name) {
        return new MultiThreadIoEventLoopGroup(2, new DefaultThreadFactory(name), NioIoHandler.newFactory());
    }

    private static final class EchoHandler extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            // No handler should do this: it waits, and with it all connections of its event loop.
            synchronized (STATISTICS) {
                bytes += message.readableBytes();
            }
            context.writeAndFlush(message.retain());
        }
    }

    private static final class TalkHandler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.copiedBuffer(new byte[64]));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object echo) {
            context.executor().schedule(() -> context.writeAndFlush(echo), 10, TimeUnit.MILLISECONDS);
        }
    }
}
