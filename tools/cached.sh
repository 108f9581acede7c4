#!/usr/bin/env bash
# tools/cached.sh SOURCE-DIR RELATIVE-DIR COMPILER ARGUMENTS: compiles through ccache. Paths below the
# project are told relative to the build tree, so that another copy of the project finds the same results.
# A precompiled header is made anew in each copy and differs in bytes; beside it stands the sum of what
# went into it, and that is what counts for those that use it.
set -euo pipefail
source=$1 relative=$2
shift 2
command=("${@//"$source/"/"$relative/"}")
# One locale for all: the cache tells results by it, though it only changes messages.
unset LC_ALL LC_CTYPE LC_MESSAGES
export LANG=C.UTF-8
export CCACHE_NOHASHDIR=1 CCACHE_PCH_EXTSUM=1
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
for ((i = 0; i < ${#command[@]}; i++)); do
    case ${command[i]} in
    -o) out=${command[i + 1]} ;;
    -MF) read_files=${command[i + 1]} ;;
    esac
done

is_header=$([[ " $* " == *" -emit-pch "* ]] && echo yes || true)
if [ -n "$is_header" ]; then "${command[@]}"; else ccache "${command[@]}"; fi
# The build knows what it makes itself by its name below the build tree, without a way round.
[ -z "${read_files:-}" ] || sed -i "s|$relative/${PWD#"$source"/}/||g" "$read_files"
[ -n "$is_header" ] || exit 0
{
    "${command[0]}" --version
    printf '%s\n' "${command[@]}"
    sed -e 's/^[^:]*: *//' -e 's/\\$//' "$read_files" | xargs sha256sum | cut -d' ' -f1
} | sha256sum | cut -d' ' -f1 >"$out.sum"
