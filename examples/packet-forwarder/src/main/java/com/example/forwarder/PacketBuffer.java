package com.example.forwarder;

import java.nio.ByteBuffer;
import java.util.Queue;

/**
 * A preallocated buffer that carries one frame through the pipeline and goes back to the ring it came from. One thread
 * owns it at a time; the rings hand it over, with the ordering that its plain fields need.
 */
final class PacketBuffer {
    /** The longest frame, in bytes, that is forwarded: a jumbo frame and some room for tags. */
    static final int MAX_FRAME = 9_216;

    /** One byte more than a frame may have, so that a datagram cut to fit is seen to be too long. */
    private final byte[] bytes = new byte[MAX_FRAME + 1];

    private final ByteBuffer view = ByteBuffer.wrap(bytes);
    private final Queue<PacketBuffer> home;
    private int length;
    private int payloadOffset;
    private int payloadLength;

    PacketBuffer(Queue<PacketBuffer> home) {
        this.home = home;
    }

    /** Makes this buffer hold a copy of the frame. */
    void copyFrom(byte[] frame) {
        System.arraycopy(frame, 0, bytes, 0, frame.length);
        length = frame.length;
    }

    /** The whole buffer, to receive a frame into; {@link #received} is to follow. */
    ByteBuffer toReceive() {
        return view.clear();
    }

    void received() {
        length = view.position();
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void setPayload(int offset, int payload) {
        payloadOffset = offset;
        payloadLength = payload;
    }

    /** What is to be sent on: a view of this buffer, valid until {@link #recycle}. */
    ByteBuffer payload() {
        return view.limit(payloadOffset + payloadLength).position(payloadOffset);
    }

    /** Gives the buffer back to the thread that fills it. The caller must not touch it any more. */
    void recycle() {
        home.offer(this); // never refused: the ring has room for all buffers there are
    }
}
