package com.example.hello;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.filter.codec.textline.TextLineCodecFactory;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/** A MINA server of lines. */
final class MinaHello implements Hello {

    private final NioSocketAcceptor acceptor = new NioSocketAcceptor();
    private final LineClient client;

    private MinaHello() throws Exception {
        acceptor.getFilterChain()
                .addLast("lines", new ProtocolCodecFilter(new TextLineCodecFactory(StandardCharsets.UTF_8)));
        acceptor.setHandler(new HelloHandler());
        acceptor.bind(new InetSocketAddress("127.0.0.1", 0));
        client = new LineClient(acceptor.getLocalAddress().getPort());
    }

    public static void main(String[] args) throws Exception {
        Console.serve(new MinaHello());
    }

    @Override
    public String ask(String request) throws Exception {
        return client.ask(request);
    }

    @Override
    public void close() throws Exception {
        client.close();
        acceptor.dispose();
    }

    private static final class HelloHandler extends IoHandlerAdapter {
        @Override
        public void messageReceived(IoSession session, Object message) {
            session.write(Greeting.to(message.toString()));
        }
    }
}
