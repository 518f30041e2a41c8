# Finds a JDK 25 or newer and exports JAVA_HOME; sourced by ./arelops and ./test. Says plainly when there is none.
find_jdk() {
    for home in "${ARELOPS_JAVA_HOME:-}" "${JAVA_HOME:-}" \
        "$(command -v javac >/dev/null 2>&1 && dirname "$(dirname "$(readlink -f "$(command -v javac)")")")" \
        /usr/lib/jvm/*25* /usr/lib/jvm/*26* /usr/lib/jvm/*27* /opt/*jdk*25* /opt/java/* \
        "$HOME"/.sdkman/candidates/java/25* "$HOME"/.sdkman/candidates/java/2[67]* "$HOME"/.jdks/*25* \
        /Library/Java/JavaVirtualMachines/*25*/Contents/Home /opt/homebrew/opt/openjdk@25; do
        [ -n "$home" ] && [ -x "$home/bin/javac" ] && [ -r "$home/release" ] || continue
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
        if [ "${version:-0}" -ge 25 ] 2>/dev/null; then
            JAVA_HOME=$home
            export JAVA_HOME
            return 0
        fi
    done
    cat >&2 <<'TEXT'
✕ ARelOps needs a JDK 25 or newer, and none was found
  (looked at JAVA_HOME, PATH, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks).
  Fix    install one, for example from https://adoptium.net, then: export JAVA_HOME=/path/to/jdk-25
TEXT
    return 1
}
