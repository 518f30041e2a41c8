#!/bin/sh
# Starts the built app on $PORT. `exec`, so that a stop signal reaches the app and not this shell.
set -eu
cd "$(dirname "$0")"
. ./jdk.sh
exec "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m -Dsun.net.httpserver.nodelay=true -jar target/hello.jar
