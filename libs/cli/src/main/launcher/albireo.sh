#!/bin/sh
# The albireo command: this script, and behind it the jar that it starts. Needs a Java 25 runtime, from JAVA_HOME or the PATH.
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
if ! command -v "$java" >/dev/null 2>&1; then
  echo "albireo: needs Java 25; set JAVA_HOME, or put java on the PATH" >&2
  exit 1
fi
# Classes that the last start has loaded, so that the next one is there sooner; where they cannot be kept, it goes without.
cache="${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/albireo"
if [ -w "$cache" ] || mkdir -p "$cache" 2>/dev/null; then
  share="-XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=$cache/classes.jsa"
else
  share="-Xshare:auto"
fi
case "$cache" in *[[:space:]]*) share="-Xshare:auto" ;; esac
exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -Xlog:disable -Xlog:all=off $share -jar "$0" "$@"
