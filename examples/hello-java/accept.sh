#!/bin/sh
# Asks a running app, from outside, the things that users need: sh accept.sh http://127.0.0.1:8080
set -eu
cd "$(dirname "$0")"
. ./jdk.sh
COMPILED=target/classes
if [ ! -f "$COMPILED/Acceptance.class" ]; then    # it runs without a build as well
    exec "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC accept/Acceptance.java "$@"
fi
exec "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$COMPILED" Acceptance "$@"
