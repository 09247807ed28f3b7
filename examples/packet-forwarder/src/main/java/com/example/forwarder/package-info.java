/**
 * A small packet forwarder: it reads packets, parses their headers, keeps a flow table and sends the payloads on, in a
 * handful of poll loops; an ordinary program that knows nothing of whoever may be watching it.
 */
package com.example.forwarder;
