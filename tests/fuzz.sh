#!/usr/bin/env bash
# Runs every fuzz target of a folder for a few seconds each: tests/fuzz.sh FOLDER [SECONDS]
# Seeds come from tests/fixtures/fuzz/<target>/ where there are any. Ends with "N passed, N failed".
set -u
folder=$1
seconds=${2:-8}
passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
run_one() {
    local target=$1 name
    name=$(basename "$target")
    mkdir -p "$work/$name"
    local seeds=()
    [ -d "tests/fixtures/fuzz/$name" ] && seeds=("tests/fixtures/fuzz/$name")
    if "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1500 -max_len=16384 -print_final_stats=1 \
        -artifact_prefix="$work/$name-" "$work/$name" "${seeds[@]}" >"$work/$name.log" 2>&1; then
        echo "   $name: $(awk '/stat::number_of_executed_units/{print $2}' "$work/$name.log") inputs, no finding"
        touch "$work/$name.ok"
    else
        echo "-- $name found something"
        tail -30 "$work/$name.log"
        for artifact in "$work/$name"-*; do [ -f "$artifact" ] && base64 -w0 "$artifact" | head -c 2000 && echo; done
    fi
}
for target in "$folder"/*_fuzz; do
    run_one "$target" &
    while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n; done
done
wait
for target in "$folder"/*_fuzz; do
    if [ -f "$work/$(basename "$target").ok" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
