package arelops.app.node;

/// Ports that the node may hand out, both ends included.
public record PortRange(int first, int last) {
    public PortRange {
        if (first < 1 || last > 65535 || first > last) {
            throw new IllegalArgumentException("not a range of ports: " + first + " to " + last);
        }
    }

    int size() {
        return last - first + 1;
    }
}
