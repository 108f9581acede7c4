#!/usr/bin/env bash
# Kills the program under load and proves that nothing acknowledged is lost: tests/crash/run.sh PROGRAM [TIMES]
set -u
exec node "$(dirname "$0")/run.mjs" "$@"
