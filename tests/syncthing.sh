#!/bin/sh
# Two devices whose journals lie in a folder that Syncthing keeps the same, over the loopback of this machine: what is done on
# either is known on both, also what was done while they were apart, and both end the same.
#
#   tests/syncthing.sh [PULLQUOTE]      the program to try; target/debug/pullquote without
#
# Exit status: 0 as it should be, 1 not. Without Syncthing (Debian: syncthing) it says so, and passes.
set -eu

program=${1:-target/debug/pullquote}
program=$(realpath "$program")
if ! command -v syncthing >/dev/null; then
    echo "skipped: syncthing is not installed"
    exit 0
fi

work=$(mktemp -d)
servers=
end() {
    for server in $servers; do kill "$server" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap end EXIT INT TERM

fail() {
    echo "failed: $1" >&2
    exit 1
}

# What a device says of all its stories, without the folders that they lie in.
told() {
    "$program" list is:any --json --library-dir "$work/$1" | sed "s|$work/$1||g" | sort
}

# Does something on a device.
does() {
    device=$1
    shift
    "$program" "$@" --library-dir "$work/$device" >/dev/null || fail "$device: $*"
}

# Waits until a query means so many stories on a device.
until_there() {
    tries=0
    while [ "$("$program" list "$2" --json --library-dir "$work/$1" | wc -l)" -ne "$3" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || fail "$1 never had $3 stories with $2"
        sleep 0.2
    done
}

start() {
    syncthing serve --home "$work/$1/syncthing" --no-browser --no-restart --no-upgrade \
        --logfile "$work/$1/log" >/dev/null 2>&1 &
    eval "server_$1=$!"
    servers="$servers $!"
}

stop() {
    eval "kill \$server_$1"
    eval "wait \$server_$1" 2>/dev/null || true
}

for device in a b; do
    mkdir -p "$work/$device/stories" "$work/$device/shared"
    for n in 1 2 3 4 5 6; do
        printf 'Story %s\n\nThe ferry number %s came back to the harbour.\n' $n $n >"$work/$device/stories/$n.txt"
    done
    settings=$("$program" config --path --library-dir "$work/$device")
    mkdir -p "$(dirname "$settings")"
    echo "sync = \"$work/$device/shared\"" >"$settings"
    does $device add "$work/$device/stories"
    syncthing generate --home "$work/$device/syncthing" >/dev/null 2>&1
done
a=$(syncthing --home "$work/a/syncthing" --device-id)
b=$(syncthing --home "$work/b/syncthing" --device-id)
port=$((20000 + $$ % 20000))
for device in a b; do
    [ $device = a ] && here=$port || here=$((port + 1))
    cat >"$work/$device/syncthing/config.xml" <<XML
<configuration version="35">
  <folder id="pullquote" label="" path="$work/$device/shared" type="sendreceive" rescanIntervalS="2" fsWatcherEnabled="true" fsWatcherDelayS="1">
    <device id="$a"/><device id="$b"/>
  </folder>
  <device id="$a" name="a"><address>tcp://127.0.0.1:$port</address></device>
  <device id="$b" name="b"><address>tcp://127.0.0.1:$((port + 1))</address></device>
  <gui enabled="false"/>
  <options>
    <listenAddress>tcp://127.0.0.1:$here</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <reconnectionIntervalS>1</reconnectionIntervalS>
    <startBrowser>false</startBrowser>
    <urAccepted>-1</urAccepted>
    <crashReportingEnabled>false</crashReportingEnabled>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
  </options>
</configuration>
XML
done

# Together: each hears of what the other does.
start a
start b
does a mark is:any --star
does b tag is:any --add harbour
until_there b is:starred 6
until_there a tag:harbour 6
echo "together: done"

# Apart: both go on with the same stories, and meet again.
stop b
does a mark title:story --read
does a tag is:any --remove harbour
does b mark is:any --unstar
does b tag is:any --add ferry
sleep 0.1
does a tag is:any --add ashore
does b mark is:any --archive
start b
until_there a "is:any tag:ferry" 6
until_there b "is:any tag:ashore" 6
until_there a is:archived 6
until_there b "is:archived is:read" 6
until_there a "is:any is:starred" 0
[ "$(told a)" = "$(told b)" ] || fail "the devices do not say the same"
echo "apart and together again: done"

# Each wrote only its own journal, and nobody had to choose between two.
for device in a b; do
    journals=$(find "$work/$device/shared" -name 'state-*.jsonl' | wc -l)
    [ "$journals" -eq 2 ] || fail "$journals journals on $device"
    [ -z "$(find "$work/$device/shared" -name '*sync-conflict*')" ] || fail "a conflict on $device"
done
echo "passed"
