"""A tagged switch port in user space, for kernels without 802.1Q: joins a TAP device to a VLAN of a trunk device.

usage: vlan-port.py TAP TRUNK VLAN-ID
Frames of the TAP leave on the trunk with an 802.1Q tag; frames of that VLAN on the trunk reach the TAP without it.
"""

import fcntl
import os
import select
import socket
import struct
import sys

TUNSETIFF, IFF_TAP, IFF_NO_PI = 0x400454CA, 0x0002, 0x1000
ETH_P_ALL, ETH_P_8021Q = 0x0003, 0x8100
SOL_PACKET, PACKET_AUXDATA, PACKET_OUTGOING = 263, 8, 4
TP_STATUS_VLAN_VALID = 1 << 4

tap_name, trunk_name, vlan = sys.argv[1], sys.argv[2], int(sys.argv[3])

tap = os.open("/dev/net/tun", os.O_RDWR)
fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH22x", tap_name.encode(), IFF_TAP | IFF_NO_PI))

trunk = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
trunk.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)
trunk.bind((trunk_name, 0))

while True:
    readable, _, _ = select.select([tap, trunk], [], [])
    if tap in readable:
        frame = os.read(tap, 65536)
        trunk.send(frame[:12] + struct.pack("!HH", ETH_P_8021Q, vlan) + frame[12:])
    if trunk in readable:
        frame, ancillary, _, address = trunk.recvmsg(65536, 64)
        if address[2] == PACKET_OUTGOING:
            continue
        # The kernel takes the tag off a frame that it receives and hands it over beside the data.
        for level, kind, data in ancillary:
            if (level, kind) == (SOL_PACKET, PACKET_AUXDATA):
                status, _, _, _, _, tag, _ = struct.unpack("IIIHHHH", data)
                if status & TP_STATUS_VLAN_VALID and tag & 0x0FFF == vlan:
                    os.write(tap, frame)
