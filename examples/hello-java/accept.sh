#!/bin/sh
# Asks a running app, from outside, the things that users need: sh accept.sh http://127.0.0.1:8080
set -eu
cd "$(dirname "$0")"
. ./jdk.sh
# It is asked on every deployment, so it is compiled once and kept in the home folder, by what is in it.
KEPT=$HOME/.cache/hello-accept-$(cksum < accept/Acceptance.java | tr -d ' ')
if [ ! -d "$KEPT" ]; then
    mkdir -p "$HOME/.cache"
    NEW=$(mktemp -d "$KEPT.XXXXXX")
    "$JAVAC" $QUICK --release 17 -Xlint:all -Werror -encoding UTF-8 -d "$NEW" accept/Acceptance.java
    [ -d "$KEPT" ] || mv "$NEW" "$KEPT"    # whole or not at all: another run may be asking for it as well
fi
exec "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$KEPT" Acceptance "$@"
