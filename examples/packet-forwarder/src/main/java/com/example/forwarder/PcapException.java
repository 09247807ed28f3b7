package com.example.forwarder;

import java.io.IOException;

/** A capture file that cannot be used; the message is a sentence for the user that names the file and the remedy. */
final class PcapException extends IOException {
    private static final long serialVersionUID = 1L;

    PcapException(String message) {
        super(message);
    }
}
