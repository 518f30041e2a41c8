package arelops.app.traffic.replay;

/// Bytes that have come, and how far they are read. Its array is used again for the next ones.
final class Incoming {
    private final byte[] bytes;
    private int at;
    private int end;

    /// Room for so many.
    Incoming(int room) {
        bytes = new byte[room];
    }

    /// All of these.
    Incoming(byte[] bytes) {
        this.bytes = bytes;
        end = bytes.length;
    }

    /// So many have come, from the beginning of the array.
    void filled(int count) {
        at = 0;
        end = count;
    }

    byte[] array() {
        return bytes;
    }

    /// The index of the next one.
    int at() {
        return at;
    }

    /// How many are left.
    int left() {
        return end - at;
    }

    boolean isEmpty() {
        return at == end;
    }

    byte next() {
        return bytes[at++];
    }

    void skip(int count) {
        at += count;
    }
}
