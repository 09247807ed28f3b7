#!/usr/bin/env bash
# Makes a capture like sample.pcap: real programs talk through a veth pair between two network namespaces.
# VLAN 42 comes from vlan-port.py, a tagged switch port in user space.
# Needs root and iproute2, ethtool, tcpdump, dnsmasq, dig, curl, ping, python3. Usage: make-sample.sh OUT.pcap
set -euo pipefail

if (($# != 1)); then
    echo "usage: $0 OUT.pcap" >&2
    exit 2
fi
out=$1
client=fwd-client
server=fwd-server
work=$(mktemp -d)
pids=()

cleanup() {
    for pid in "${pids[@]}"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    ip netns del "$client" 2>/dev/null || true
    ip netns del "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

# What runs in the background is started by "ip netns exec" itself, which becomes the program, so that $! is its pid;
# in the background these functions would be a shell that leaves the program behind when it is killed.
in_client() { ip netns exec "$client" "$@"; }
in_server() { ip netns exec "$server" "$@"; }

ip netns add "$client"
ip netns add "$server"
ip link add veth0 netns "$client" address 00:00:5e:00:53:01 type veth peer name veth0 netns "$server" address 00:00:5e:00:53:02

# Offloads off, so that the frames are those of a wire (1,514 bytes at most, checksums filled in). No link-local
# addresses and no duplicate address detection, so that hosts have addresses of the documentation ranges only.
number=0
for namespace in "$client" "$server"; do
    number=$((number + 1))
    inside() { ip netns exec "$namespace" "$@"; }
    inside ethtool -K veth0 tx off tso off gso off gro off >/dev/null
    inside ip link set lo up
    inside ip link set veth0 addrgenmode none
    inside ip link set veth0 up
    ip netns exec "$namespace" python3 "$(dirname "$0")/vlan-port.py" vlan42 veth0 42 &
    pids+=($!)
    until inside ip link show vlan42 >/dev/null 2>&1; do sleep 0.05; done
    inside ip link set vlan42 address "00:00:5e:00:53:4$number"
    inside ip link set vlan42 addrgenmode none
    inside ip link set vlan42 mtu 1496
    inside ip link set vlan42 up
done

: >"$work/tcpdump.log"
ip netns exec "$client" tcpdump -q -n -i veth0 -s 0 --immediate-mode -U -w "$work/sample.pcap" 2>"$work/tcpdump.log" &
pids+=($!)
tcpdump_pid=$!
until [[ $(<"$work/tcpdump.log") == *"listening on"* ]]; do sleep 0.05; done

number=0
for namespace in "$client" "$server"; do
    number=$((number + 1))
    ip netns exec "$namespace" ip address add "192.0.2.$number/26" dev veth0
    ip netns exec "$namespace" ip address add "2001:db8:0:1::$number/64" dev veth0 nodad
    ip netns exec "$namespace" ip address add "192.0.2.$((64 + number))/26" dev vlan42
    ip netns exec "$namespace" ip address add "2001:db8:0:42::$number/64" dev vlan42 nodad
done

mkdir "$work/www"
seq -f 'line %g of a small page' 1 60 >"$work/www/index.html"
seq -f 'line %g of a longer document' 1 700 >"$work/www/long.txt"
ip netns exec "$server" python3 -m http.server --bind :: --directory "$work/www" 8080 >/dev/null 2>&1 &
pids+=($!)

# Twelve strings of 200 characters: an answer that does not fit into one frame, so it travels in fragments.
long_text=$(printf 'x%.0s' {1..200})
strings=$(for _ in {1..12}; do printf ',%s' "$long_text"; done)
ip netns exec "$server" dnsmasq --no-daemon --no-hosts --no-resolv --user=root --pid-file= --edns-packet-max=4096 \
    --address=/www.example.org/192.0.2.2 --address=/www.example.org/2001:db8:0:1::2 \
    --txt-record="big.example.org$strings" >/dev/null 2>&1 &
pids+=($!)

until in_server curl -s -o /dev/null "http://127.0.0.1:8080/"; do sleep 0.1; done
until in_server dig +short +time=1 +tries=1 @127.0.0.1 www.example.org >/dev/null; do sleep 0.1; done

hosts4=(192.0.2.2 192.0.2.66)
hosts6=(2001:db8:0:1::2 2001:db8:0:42::2)
for round in 1 2 3 4 5; do
    in_client ip neigh flush all
    for host in "${hosts4[@]}" "${hosts6[@]}"; do
        in_client ping -q -c 2 -i 0.2 "$host" >/dev/null
        in_client dig +short @"$host" www.example.org A >/dev/null
        in_client dig +short @"$host" www.example.org AAAA >/dev/null
        in_client dig +short @"$host" "host-$round.example.org" A >/dev/null
    done
    for host in "${hosts4[@]}" "[${hosts6[0]}]" "[${hosts6[1]}]"; do
        in_client curl -s -o /dev/null "http://$host:8080/" "http://$host:8080/no-such-page"
        in_client curl -s -o /dev/null "http://$host:8080/"
    done
done
for host in "${hosts4[0]}" "${hosts6[0]}"; do
    in_client ping -q -c 2 -i 0.2 -s 3000 "$host" >/dev/null
    in_client dig +short +bufsize=4096 +ignore @"$host" big.example.org TXT >/dev/null
    in_client dig +short +tcp @"$host" big.example.org TXT >/dev/null
done
in_client curl -s -o /dev/null "http://192.0.2.2:8080/long.txt"
in_client curl -s -o /dev/null "http://[2001:db8:0:42::2]:8080/long.txt"
in_client curl -s -o /dev/null "http://192.0.2.2:8081/" || true # nobody listens: a refused connection

sleep 0.3
kill "$tcpdump_pid"
wait "$tcpdump_pid" || true
cp "$work/sample.pcap" "$out"
echo "$out: $(stat -c %s "$out") bytes"
