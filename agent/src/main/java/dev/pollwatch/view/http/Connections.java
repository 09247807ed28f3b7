package dev.pollwatch.view.http;

import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.IOSessionListener;

/**
 * Bounds the open connections, which cost the host file descriptors. One too many closes the one that has been without a whole
 * request for longest, so that half-sent requests in any number push out each other and not the next reader of {@code /health}.
 */
final class Connections implements IOSessionListener, Http1StreamListener {

    private final int most;
    /** By the peer's address, in the order of their last whole request or of their opening. */
    private final Map<SocketAddress, IOSession> open = new LinkedHashMap<>(64, 0.75f, true);
    /** A closed session may no longer know its peer. */
    private final Map<String, SocketAddress> peers = new HashMap<>();

    Connections(int most) {
        this.most = most;
    }

    @Override
    public void connected(IOSession session) {
        SocketAddress peer = session.getRemoteAddress();
        if (peer == null) {
            session.close(CloseMode.IMMEDIATE);
            return;
        }
        IOSession oldest = null;
        synchronized (this) {
            open.put(peer, session);
            peers.put(session.getId(), peer);
            if (open.size() > most) {
                Iterator<IOSession> oldestFirst = open.values().iterator();
                oldest = oldestFirst.next();
                oldestFirst.remove();
            }
        }
        if (oldest != null) {
            oldest.close(CloseMode.IMMEDIATE);
        }
    }

    @Override
    public synchronized void disconnected(IOSession session) {
        SocketAddress peer = peers.remove(session.getId());
        if (peer != null) {
            open.remove(peer, session);
        }
    }

    /** The look-up alone moves the connection to the end of the order. */
    @Override
    public synchronized void onRequestHead(HttpConnection connection, HttpRequest request) {
        SocketAddress peer = connection.getRemoteAddress();
        if (peer != null) {
            open.get(peer);
        }
    }

    @Override
    public void onResponseHead(HttpConnection connection, HttpResponse response) {}

    @Override
    public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {}

    @Override
    public void startTls(IOSession session) {}

    @Override
    public void inputReady(IOSession session) {}

    @Override
    public void outputReady(IOSession session) {}

    @Override
    public void timeout(IOSession session) {}

    /** Who speaks no TLS, or none that fits, shall not wait for an end that TLS would have both sides agree on. */
    @Override
    public void exception(IOSession session, Exception e) {
        if (e instanceof SSLException) {
            session.close(CloseMode.IMMEDIATE);
        }
    }
}
