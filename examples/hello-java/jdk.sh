# Names the tools of one JDK: the one in JAVA_HOME, else the one on the PATH. Read by the other scripts.
JDK_BIN=${JAVA_HOME:+$JAVA_HOME/bin/}
JAVA=${JDK_BIN}java JAVAC=${JDK_BIN}javac JAR=${JDK_BIN}jar
# What runs for a second only starts sooner so.
QUICK="-J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC"
