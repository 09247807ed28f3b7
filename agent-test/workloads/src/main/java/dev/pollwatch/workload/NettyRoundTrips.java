package dev.pollwatch.workload;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.JdkZlibEncoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Sends messages through codecs and back again in odd pieces: HTTP, frames with a length, zlib. */
final class NettyRoundTrips {

    private static final int MESSAGES = 1500;
    private static final int LARGEST = 1 << 20;

    private NettyRoundTrips() {}

    static void run(Results results) {
        Random random = new Random(17);
        for (int message = 0; message < MESSAGES; message++) {
            String text = Words.some(random, 1 + random.nextInt(120));
            http(text, random, results);
            frames(text, random, results);
            if (message % 8 == 0) {
                zlib(text, random, results);
            }
        }
    }

    private static void http(String text, Random random, Results results) {
        EmbeddedChannel client = new EmbeddedChannel(new HttpClientCodec());
        EmbeddedChannel server = new EmbeddedChannel(
                new HttpServerCodec(), new HttpContentDecompressor(LARGEST), new HttpObjectAggregator(LARGEST));
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/" + Words.one(random), bytes(text));
        request.headers().set("content-length", request.content().readableBytes());
        request.headers().set("x-word", Words.one(random));
        client.writeOutbound(request);
        pass(client, server, random);
        FullHttpRequest got = server.readInbound();
        results.add(got.method() + " " + got.uri() + " " + got.headers().get("x-word"));
        results.add(ByteBufUtil.getBytes(got.content()));
        got.release();
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
    }

    private static void frames(String text, Random random, Results results) {
        EmbeddedChannel out = new EmbeddedChannel(new LengthFieldPrepender(4));
        EmbeddedChannel in = new EmbeddedChannel(new LengthFieldBasedFrameDecoder(LARGEST, 0, 4, 0, 4));
        out.writeOutbound(bytes(text), bytes(Words.one(random)));
        pass(out, in, random);
        take(in, results);
    }

    private static void zlib(String text, Random random, Results results) {
        EmbeddedChannel out = new EmbeddedChannel(new JdkZlibEncoder(ZlibWrapper.GZIP));
        EmbeddedChannel in = new EmbeddedChannel(new JdkZlibDecoder(ZlibWrapper.GZIP, LARGEST));
        out.writeOutbound(bytes(text));
        out.finish();
        pass(out, in, random);
        take(in, results);
    }

    private static void pass(EmbeddedChannel from, EmbeddedChannel to, Random random) {
        for (ByteBuf piece = from.readOutbound(); piece != null; piece = from.readOutbound()) {
            while (piece.isReadable()) {
                int length = Math.min(piece.readableBytes(), 1 + random.nextInt(64));
                to.writeInbound(piece.readRetainedSlice(length));
            }
            piece.release();
        }
    }

    private static void take(EmbeddedChannel channel, Results results) {
        for (ByteBuf got = channel.readInbound(); got != null; got = channel.readInbound()) {
            results.add(ByteBufUtil.getBytes(got));
            got.release();
        }
        channel.finishAndReleaseAll();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
