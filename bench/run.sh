#!/usr/bin/env bash
# All figures with one command: bench/run.sh [seconds per run] [rounds]
# Installs what the peer and the limits need, builds, measures. Leave the machine alone meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/install.sh build test bench
(cd bench/peer && npm ci --no-audit --no-fund --silent)
./run --build
exec node bench/run.mjs build/release/dienstweg "$@"
