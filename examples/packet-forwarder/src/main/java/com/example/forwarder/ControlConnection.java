package com.example.forwarder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** One connection to the control port: lines come in, one line of reply each goes out. Nothing here blocks. */
final class ControlConnection implements Closeable {
    /** Far more than the longest command; a peer that sends more without a line end is no user of this program. */
    private static final int LONGEST_LINE = 512;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final UnaryOperator<String> commands;
    private final ByteBuffer input = ByteBuffer.allocate(LONGEST_LINE);
    private ByteBuffer output = ByteBuffer.allocate(0);
    private boolean closing;

    /** @param commands makes the reply to a line */
    ControlConnection(SocketChannel channel, SelectionKey key, UnaryOperator<String> commands) {
        this.channel = channel;
        this.key = key;
        this.commands = commands;
    }

    /** Reads, executes and replies as far as it goes without waiting; closes itself when the peer is done or gone. */
    void proceed() {
        try {
            if (!output.hasRemaining() && channel.read(input) < 0) {
                closing = true;
            }
            advance();
        } catch (IOException e) {
            close(); // the peer went away; that concerns nobody else
        }
    }

    private void advance() throws IOException {
        channel.write(output);
        while (!output.hasRemaining()) {
            String line = nextLine();
            if (line == null) {
                break;
            }
            send(commands.apply(line));
        }
        if (!output.hasRemaining() && input.position() == LONGEST_LINE) {
            closing = true;
            input.clear();
            send("error: the line is longer than " + LONGEST_LINE + " bytes: 'help' lists the commands");
        }
        if (closing && !output.hasRemaining()) {
            close();
        } else {
            // A peer that does not read its replies gets no more of them: its next line waits until this one is out.
            key.interestOps(output.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    private void send(String reply) throws IOException {
        output = ByteBuffer.wrap((reply + "\n").getBytes(StandardCharsets.UTF_8));
        channel.write(output);
    }

    /** Takes the first whole line out of the input; null when there is none yet. */
    private String nextLine() {
        for (int end = 0; end < input.position(); end++) {
            if (input.get(end) == '\n') {
                String line = new String(input.array(), 0, end, StandardCharsets.UTF_8);
                input.flip().position(end + 1);
                input.compact();
                return line;
            }
        }
        return null;
    }

    @Override
    public void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // closed as well as it can be
        }
    }
}
