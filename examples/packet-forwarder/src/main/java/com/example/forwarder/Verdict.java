package com.example.forwarder;

/** What a parsed frame turned out to be. */
enum Verdict {
    /** IPv4 or IPv6, with headers in order: it has a flow. */
    IP,
    /** An Ethernet frame of another kind, such as ARP: rightly there, but nothing to forward. */
    NON_IP,
    /** A frame that is too short, too long, or contradicts itself. */
    MALFORMED
}
