package arelops.core.difference;

import arelops.core.traffic.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A JSON value as a row of nodes, each before its children; used again for one body after the other.
///
/// Each node has a 64-bit hash that the order of an object's members and of an array's elements does
/// not change; equal hashes are taken for equal values.
final class JsonTree {
    /// More than these are not read.
    static final int MOST = 32_768;

    /// What a node is.
    enum Kind {
        NULL(1),
        FLAG(2),
        NUMBER(3),
        TEXT(4),
        OBJECT(5),
        ARRAY(6);

        private final int salt;

        Kind(int salt) {
            this.salt = salt;
        }

        /// A number that no other kind has.
        int salt() {
            return salt;
        }

        /// Whether it has children.
        boolean isTree() {
            return this == OBJECT || this == ARRAY;
        }
    }

    private byte[] in = new byte[0];
    private Kind[] kinds = new Kind[256];
    private int[] from = new int[256];
    private int[] to = new int[256];
    private int[] after = new int[256];
    private int[] nameFrom = new int[256];
    private long[] names = new long[256];
    private long[] hashes = new long[256];
    private int size;

    /// Reads a body; whether it was one JSON value that is not too large.
    boolean read(Bytes body) {
        in = body.array();
        size = 0;
        return new JsonScan(this, body).read();
    }

    int begin(Kind kind, int at, int name, long nameHash) {
        if (size == kinds.length) {
            int room = 2 * size;
            kinds = Arrays.copyOf(kinds, room);
            from = Arrays.copyOf(from, room);
            to = Arrays.copyOf(to, room);
            after = Arrays.copyOf(after, room);
            nameFrom = Arrays.copyOf(nameFrom, room);
            names = Arrays.copyOf(names, room);
            hashes = Arrays.copyOf(hashes, room);
        }
        kinds[size] = kind;
        from[size] = at;
        nameFrom[size] = name;
        names[size] = nameHash;
        return size++;
    }

    void end(int node, int at, long hash) {
        to[node] = at;
        after[node] = size;
        hashes[node] = hash;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size >= MOST;
    }

    Kind kind(int node) {
        return kinds[node];
    }

    long hash(int node) {
        return hashes[node];
    }

    /// The hash of a member's name.
    long name(int node) {
        return names[node];
    }

    /// The first child, which is there if it is before [#after(int)].
    int first(int node) {
        return node + 1;
    }

    /// The node behind the last descendant: a child's next sibling.
    int after(int node) {
        return after[node];
    }

    /// A member's name.
    String nameText(int node) {
        return decoded(nameFrom[node] + 1, JsonScan.quote(in, nameFrom[node] + 1));
    }

    /// What a text says, or a number as it is written.
    String value(int node) {
        return kind(node) == Kind.TEXT ? decoded(from[node] + 1, to[node] - 1) : raw(node, to[node]);
    }

    /// The beginning of a node as it is written.
    String sample(int node) {
        return Example.cut(raw(node, Math.min(to[node], from[node] + 4 * Example.LONGEST)));
    }

    private String raw(int node, int end) {
        return new String(in, from[node], end - from[node], StandardCharsets.UTF_8);
    }

    private String decoded(int start, int end) {
        String text = new String(in, start, end - start, StandardCharsets.UTF_8);
        return text.indexOf('\\') < 0 ? text : JsonScan.unescaped(text);
    }
}
