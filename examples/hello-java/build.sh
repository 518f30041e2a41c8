#!/bin/sh
# Builds target/hello.jar with the JDK alone. The same sources and the same JDK give the same bytes.
set -eu
cd "$(dirname "$0")"
. ./jdk.sh
rm -rf target/classes target/hello.jar
mkdir -p target/classes
"$JAVAC" $QUICK --release 17 -Xlint:all -Werror -encoding UTF-8 -d target/classes src/hello/*.java
"$JAR" $QUICK --create --file target/hello.jar --main-class hello.Hello --date 2026-01-01T00:00:00Z -C target/classes hello
