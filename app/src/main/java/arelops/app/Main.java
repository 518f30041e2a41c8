package arelops.app;

/// The entry of the program: wires the parts with `new`, and is the map of the whole.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(0);
    }
}
