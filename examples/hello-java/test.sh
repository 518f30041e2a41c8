#!/bin/sh
# Compiles the app with its tests and runs them; exit code 1 if one fails. Needs no build before it.
set -eu
cd "$(dirname "$0")"
. ./jdk.sh
rm -rf target/test-classes
mkdir -p target/test-classes
"$JAVAC" $QUICK --release 17 -Xlint:all -Werror -encoding UTF-8 -d target/test-classes src/hello/*.java test/hello/*.java
exec "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp target/test-classes hello.HelloTest
