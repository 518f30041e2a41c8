package arelops.core.id;

/// The number of a change (a pull request), counted from 1 in each repository.
public record ChangeNumber(int value) implements Comparable<ChangeNumber> {
    private static final int LARGEST = 999_999_999;

    public ChangeNumber {
        if (value < 1 || value > LARGEST) {
            throw new IllegalArgumentException("a change has a number from 1 to " + LARGEST + ", not " + value);
        }
    }

    /// Reads what people write: `420` or `pr/420`.
    ///
    /// @throws IllegalArgumentException for anything else
    public static ChangeNumber parse(String text) {
        String digits = text.startsWith("pr/") ? text.substring(3) : text;
        if (!digits.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("a change is written 420 or pr/420, not '" + text + "'");
        }
        return new ChangeNumber(Integer.parseInt(digits));
    }

    @Override
    public int compareTo(ChangeNumber other) {
        return Integer.compare(value, other.value);
    }

    /// As people write it: `#420`.
    @Override
    public String toString() {
        return "#" + value;
    }
}
