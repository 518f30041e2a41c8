package arelops.app.config;

/// Where something stands in a text: line and column from 1, and how many characters of that line it covers.
public record Place(int line, int column, int width) {
    static final Place START = new Place(1, 1, 1);
}
