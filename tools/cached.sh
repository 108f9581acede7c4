#!/usr/bin/env bash
# tools/cached.sh SOURCE-DIR RELATIVE-DIR COMPILER ARGUMENTS: compiles through ccache. Paths below the
# project are told relative to the build tree, so that another copy of the project finds the same results.
source=$1 relative=$2
shift 2
export CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
exec ccache "${@//"$source/"/"$relative/"}"
