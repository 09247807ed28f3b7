package com.example.hello;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The part of a Netty server that is the same in all its versions and transports. */
final class NettyServer implements Hello {

    private final EventLoopGroup boss;
    private final EventLoopGroup workers;
    private final LineClient client;

    NettyServer(EventLoopGroup boss, EventLoopGroup workers, Class<? extends ServerChannel> channel) throws Exception {
        this.boss = boss;
        this.workers = workers;
        Channel server = new ServerBootstrap()
                .group(boss, workers)
                .channel(channel)
                .childHandler(new Pipeline())
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        client = new LineClient(((InetSocketAddress) server.localAddress()).getPort());
    }

    @Override
    public String ask(String request) throws Exception {
        return client.ask(request);
    }

    @Override
    public void close() throws Exception {
        client.close();
        boss.shutdownGracefully();
        workers.shutdownGracefully();
    }

    private static final class Pipeline extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new HelloHandler());
        }
    }

    private static final class HelloHandler extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            String answer = Greeting.to(message.toString(StandardCharsets.UTF_8));
            context.writeAndFlush(Unpooled.copiedBuffer(answer + "\n", StandardCharsets.UTF_8));
        }
    }
}
