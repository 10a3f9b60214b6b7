#!/bin/sh
# The albireo command: this script, and behind it the jar that it starts. Needs Java 25: that of JAVA_HOME, one where Debian keeps them,
# or the one on the PATH.
java=""
for home in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*25*; do
  if [ -x "$home/bin/java" ]; then
    java="$home/bin/java"
    break
  fi
done
if [ -z "$java" ]; then
  java=java
  if ! java -version 2>&1 | grep -qE '"(2[5-9]|[3-9][0-9])'; then
    echo "albireo: needs Java 25 or newer; set JAVA_HOME, or put its java on the PATH" >&2
    exit 1
  fi
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
