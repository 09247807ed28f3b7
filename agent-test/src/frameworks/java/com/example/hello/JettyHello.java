package com.example.hello;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A Jetty 12 server with one handler. */
final class JettyHello implements Hello {

    private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
    private final WebClient client;

    private JettyHello(Handler handler) throws Exception {
        server.setHandler(handler);
        server.start();
        client = new WebClient(((ServerConnector) server.getConnectors()[0]).getLocalPort());
    }

    public static void main(String[] args) throws Exception {
        Console.serve(new JettyHello(new HelloHandler()));
    }

    @Override
    public String ask(String request) throws Exception {
        return client.ask(request);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private static final class HelloHandler extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String answer = Greeting.to(Request.getPathInContext(request));
            response.write(true, ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }
    }
}
