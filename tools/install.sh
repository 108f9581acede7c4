#!/usr/bin/env bash
# Installs the Debian packages of one or more sections of tools/packages.txt: tools/install.sh build [test]
# Does nothing when they are there. If the package manager would remove something, says what and stops,
# unless DIENSTWEG_ALLOW_REMOVE=1.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

wanted=()
for section in "$@"; do
    mapfile -t found < <(awk -v s="[$section]" '/^#/||/^$/{next} /^\[/{on=($0==s);next} on' "$here/packages.txt")
    wanted+=("${found[@]}")
done

missing=()
for package in "${wanted[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
# Node may come from elsewhere than Debian.
if command -v node >/dev/null && command -v npm >/dev/null; then
    for i in "${!missing[@]}"; do
        case "${missing[$i]}" in nodejs | npm) unset "missing[$i]" ;; esac
    done
fi
[ "${#missing[@]}" -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "Diese Pakete fehlen: ${missing[*]}" >&2
        echo "Bitte als root installieren: apt-get install ${missing[*]}" >&2
        exit 2
    }
    as_root=(sudo)
fi

echo "Installiere: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
"${as_root[@]}" apt-get update -q >"$log" 2>&1 || { cat "$log" >&2; exit 2; }
removed=$("${as_root[@]}" apt-get -s install --no-install-recommends "${missing[@]}" | awk '$1=="Remv"{print $2}')
if [ -n "$removed" ] && [ "${DIENSTWEG_ALLOW_REMOVE:-}" != 1 ]; then
    echo "Die Paketverwaltung würde dabei entfernen:" $removed >&2
    echo "Wenn das so sein soll: DIENSTWEG_ALLOW_REMOVE=1 $0 $*" >&2
    exit 2
fi
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    "${missing[@]}" >"$log" 2>&1 || { tail -40 "$log" >&2; exit 2; }
