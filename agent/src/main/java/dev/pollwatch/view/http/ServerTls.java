package dev.pollwatch.view.http;

import java.net.SocketAddress;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Begins each connection with a handshake, with what the guard has at that moment. */
final class ServerTls implements TlsStrategy {

    private final Guard guard;

    ServerTls(Guard guard) {
        this.guard = guard;
    }

    @Override
    public void upgrade(
            TransportSecurityLayer connection,
            @Nullable NamedEndpoint endpoint,
            @Nullable Object attachment,
            Timeout patience,
            @Nullable FutureCallback<TransportSecurityLayer> done) {
        SSLContext context = guard.tls();
        if (context == null) {
            throw new IllegalStateException("no certificate");
        }
        connection.startTls(context, endpoint, SSLBufferMode.STATIC, null, null, patience, done);
    }

    @Deprecated
    @Override
    public boolean upgrade(
            TransportSecurityLayer connection,
            HttpHost host,
            SocketAddress here,
            SocketAddress there,
            @Nullable Object attachment,
            Timeout patience) {
        upgrade(connection, (NamedEndpoint) null, attachment, patience, null);
        return true;
    }
}
