package arelops.core.difference;

import arelops.core.traffic.Bytes;
import java.nio.charset.StandardCharsets;

/// Reads one JSON value into a tree, byte by byte.
final class JsonScan {
    private static final int DEEPEST = 64;
    private static final int BROKEN = -1;
    private static final long PRIME = 0x100000001b3L;
    private static final long BASIS = 0xcbf29ce484222325L;
    private final JsonTree tree;
    private final byte[] in;
    private final int start;
    private final int to;

    JsonScan(JsonTree tree, Bytes body) {
        this.tree = tree;
        in = body.array();
        start = body.from();
        to = body.to();
    }

    /// Whether it is one value.
    boolean read() {
        int at = value(space(start), 0, 0, 0);
        return at != BROKEN && space(at) == to;
    }

    private int value(int at, int depth, int name, long nameHash) {
        if (at >= to || depth > DEEPEST || tree.isFull()) {
            return BROKEN;
        }
        return switch (in[at]) {
            case '"' -> {
                int node = tree.begin(JsonTree.Kind.TEXT, at, name, nameHash);
                int end = string(at);
                yield end == BROKEN ? BROKEN : ended(node, end, textHash(at + 1, end - 1));
            }
            case '{' -> object(tree.begin(JsonTree.Kind.OBJECT, at, name, nameHash), at, depth);
            case '[' -> array(tree.begin(JsonTree.Kind.ARRAY, at, name, nameHash), at, depth);
            case 't' -> literal(tree.begin(JsonTree.Kind.FLAG, at, name, nameHash), at, "true");
            case 'f' -> literal(tree.begin(JsonTree.Kind.FLAG, at, name, nameHash), at, "false");
            case 'n' -> literal(tree.begin(JsonTree.Kind.NULL, at, name, nameHash), at, "null");
            default -> number(tree.begin(JsonTree.Kind.NUMBER, at, name, nameHash), at);
        };
    }

    private int ended(int node, int at, long content) {
        tree.end(node, at, mix(content * 31 + tree.kind(node).salt()));
        return at;
    }

    private int object(int node, int open, int depth) {
        int at = space(open + 1);
        long sum = 0;
        if (at < to && in[at] == '}') {
            return ended(node, at + 1, sum);
        }
        while (at < to && in[at] == '"') {
            int nameEnd = string(at);
            int colon = nameEnd == BROKEN ? to : space(nameEnd);
            if (colon >= to || in[colon] != ':') {
                return BROKEN;
            }
            long name = textHash(at + 1, nameEnd - 1);
            int child = tree.size();
            at = value(space(colon + 1), depth + 1, at, name);
            at = at == BROKEN ? to : space(at);
            if (at >= to) {
                return BROKEN;
            }
            sum += mix(name + 7 * tree.hash(child));
            if (in[at] == '}') {
                return ended(node, at + 1, sum);
            }
            if (in[at] != ',') {
                return BROKEN;
            }
            at = space(at + 1);
        }
        return BROKEN;
    }

    private int array(int node, int open, int depth) {
        int at = space(open + 1);
        long sum = 0;
        if (at < to && in[at] == ']') {
            return ended(node, at + 1, sum);
        }
        while (at < to) {
            int child = tree.size();
            at = value(at, depth + 1, 0, 0);
            at = at == BROKEN ? to : space(at);
            if (at >= to) {
                return BROKEN;
            }
            sum += mix(tree.hash(child) + 1);
            if (in[at] == ']') {
                return ended(node, at + 1, sum);
            }
            if (in[at] != ',') {
                return BROKEN;
            }
            at = space(at + 1);
        }
        return BROKEN;
    }

    private int literal(int node, int at, String literal) {
        int end = at + literal.length();
        if (end > to || !literal.equals(new String(in, at, literal.length(), StandardCharsets.ISO_8859_1))) {
            return BROKEN;
        }
        return ended(node, end, hash(at, end));
    }

    private int number(int node, int at) {
        int end = at;
        boolean digits = false;
        while (end < to && ((in[end] >= '0' && in[end] <= '9') || "+-.eE".indexOf(in[end]) >= 0)) {
            digits |= in[end] >= '0' && in[end] <= '9';
            end++;
        }
        return digits && in[at] != '+' && in[at] != '.' ? ended(node, end, hash(at, end)) : BROKEN;
    }

    /// Behind the closing quote of a string.
    private int string(int at) {
        int end = at + 1;
        while (end < to && in[end] != '"') {
            if (in[end] >= 0 && in[end] < ' ') {
                return BROKEN;
            }
            end += in[end] == '\\' ? 2 : 1;
        }
        return end < to ? end + 1 : BROKEN;
    }

    /// Where a string ends that was read before.
    static int quote(byte[] in, int at) {
        int end = at;
        while (in[end] != '"') {
            end += in[end] == '\\' ? 2 : 1;
        }
        return end;
    }

    /// Of what a text says, however it is escaped.
    private long textHash(int from, int end) {
        for (int at = from; at < end; at++) {
            if (in[at] == '\\') {
                byte[] plain = unescaped(new String(in, from, end - from, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
                return hash(plain, 0, plain.length);
            }
        }
        return hash(from, end);
    }

    private long hash(int from, int end) {
        return hash(in, from, end);
    }

    private static long hash(byte[] bytes, int from, int end) {
        long hash = BASIS;
        for (int at = from; at < end; at++) {
            hash = (hash ^ bytes[at]) * PRIME;
        }
        return mix(hash);
    }

    /// The hash that a name has in every tree.
    static long nameHash(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return hash(bytes, 0, bytes.length);
    }

    /// Spreads each bit over all others: the finish of SplitMix64.
    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /// A text without its escapes; those that are none stay.
    static String unescaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\\' || at == text.length()) {
                out.append(c);
                continue;
            }
            char escape = text.charAt(at++);
            int plain = "bfnrt".indexOf(escape);
            if (plain >= 0) {
                out.append("\b\f\n\r\t".charAt(plain));
            } else if (escape == 'u' && at + 4 <= text.length() && isHex(text, at)) {
                out.append((char) Integer.parseInt(text, at, at + 4, 16));
                at += 4;
            } else {
                out.append(escape);
            }
        }
        return out.toString();
    }

    private static boolean isHex(String text, int from) {
        for (int at = from; at < from + 4; at++) {
            if (Character.digit(text.charAt(at), 16) < 0 || text.charAt(at) >= 128) {
                return false;
            }
        }
        return true;
    }

    private int space(int at) {
        int i = at;
        while (i < to && (in[i] == ' ' || in[i] == '\n' || in[i] == '\r' || in[i] == '\t')) {
            i++;
        }
        return i;
    }
}
