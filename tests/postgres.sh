#!/bin/bash
# A private PostgreSQL cluster for tests.
#   tests/postgres.sh start DIR   makes and starts it, prints its URL
#   tests/postgres.sh stop DIR    stops it and removes DIR
# It listens on a socket only and syncs as a real one does. Servers refuse to run as root; then the
# account "postgres" of the Debian package runs it.
set -eu
dir=$(realpath -m "$2")
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1)
[ -x "$bin/initdb" ] || { echo "tests/postgres.sh: PostgreSQL is not installed" >&2; exit 2; }

as_server() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
    else
        "$@"
    fi
}

start() {
    # The path of a socket may have 107 characters, hence not below DIR.
    sockets=$(mktemp -d /tmp/dienstweg-postgres.XXXXXX)
    mkdir -p "$dir"
    echo "$sockets" >"$dir/sockets"
    cluster=$sockets/data
    [ "$(id -u)" != 0 ] || chown postgres: "$sockets"
    cd /
    as_server "$bin/initdb" -D "$cluster" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
        >"$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
    as_server "$bin/pg_ctl" -D "$cluster" -l "$cluster/log" -w -t 60 \
        -o "-c listen_addresses='' -c unix_socket_directories=$sockets -c fsync=on \
            -c max_connections=200" start >>"$dir/log" 2>&1 ||
        { cat "$dir/log" "$cluster/log" >&2; exit 1; }
    echo "postgresql:///postgres?host=$sockets&user=postgres"
}

stop() {
    [ -f "$dir/sockets" ] || exit 0
    sockets=$(cat "$dir/sockets")
    cd /
    as_server "$bin/pg_ctl" -D "$sockets/data" -m fast -w stop >/dev/null 2>&1 || true
    rm -rf "$sockets" "$dir"
}

case "$1" in
    start) start ;;
    stop) stop ;;
    *) echo "usage: tests/postgres.sh start|stop DIR" >&2; exit 2 ;;
esac
