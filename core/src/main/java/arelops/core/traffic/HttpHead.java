package arelops.core.traffic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where things are in a message's head: the start line's three parts, each header's name and value.
///
/// Reading never fails: lines that are no headers, and those beyond the limits, are counted and have no
/// place here.
public final class HttpHead {
    /// Lines after these are not read.
    public static final int MOST_HEADERS = 200;

    /// Bytes after these are not read.
    public static final int LONGEST = 64 * 1024;

    private static final int PLACES = 5;
    private final byte[] bytes;
    private final int[] start;
    private final int[] places;
    private final int size;
    private final int unreadable;
    private final boolean beyond;

    private HttpHead(byte[] bytes, int[] start, int[] places, int size, int unreadable, boolean beyond) {
        this.bytes = bytes;
        this.start = start;
        this.places = places;
        this.size = size;
        this.unreadable = unreadable;
        this.beyond = beyond;
    }

    /// The places in a head.
    public static HttpHead of(Bytes head) {
        byte[] in = head.array();
        int end = Math.min(head.to(), head.from() + LONGEST);
        int[] start = new int[4];
        int line = lineEnd(in, head.from(), end);
        int textEnd = textEnd(in, head.from(), line);
        int first = Bytes.indexOf(in, ' ', head.from(), textEnd);
        int second = Bytes.indexOf(in, ' ', Math.min(first + 1, textEnd), textEnd);
        start[0] = head.from();
        start[1] = first;
        start[2] = second;
        start[3] = textEnd;
        int[] places = new int[PLACES * 16];
        int size = 0;
        int unreadable = 0;
        int at = line;
        while (at < end && size < MOST_HEADERS) {
            int next = lineEnd(in, at, end);
            int stop = textEnd(in, at, next);
            if (stop == at) {
                at = next;
                break;
            }
            int colon = Bytes.indexOf(in, ':', at, stop);
            if (colon == stop || colon == at || in[at] == ' ' || in[at] == '\t' || in[next - 1] != '\n') {
                unreadable++;
            } else {
                if (places.length < (size + 1) * PLACES) {
                    places = Arrays.copyOf(places, places.length * 2);
                }
                int value = colon + 1;
                while (value < stop && (in[value] == ' ' || in[value] == '\t')) {
                    value++;
                }
                while (stop > value && (in[stop - 1] == ' ' || in[stop - 1] == '\t')) {
                    stop--;
                }
                places[size * PLACES] = at;
                places[size * PLACES + 1] = colon;
                places[size * PLACES + 2] = value;
                places[size * PLACES + 3] = stop;
                places[size * PLACES + 4] = next;
                size++;
            }
            at = next;
        }
        return new HttpHead(in, start, places, size, unreadable, at < head.to());
    }

    /// How many headers there are.
    public int size() {
        return size;
    }

    /// How many lines are no headers.
    public int unreadable() {
        return unreadable;
    }

    /// Whether there is more than is read.
    public boolean beyond() {
        return beyond;
    }

    /// Where the start line's part begins: 0 method or version, 1 target or status, 2 the rest.
    public int partStart(int part) {
        return part == 0 ? start[0] : Math.min(start[part] + 1, start[3]);
    }

    /// Where that part ends.
    public int partEnd(int part) {
        return start[part + 1];
    }

    /// Where a header's line begins, and so its name.
    public int nameStart(int header) {
        return places[header * PLACES];
    }

    /// Where its name ends.
    public int nameEnd(int header) {
        return places[header * PLACES + 1];
    }

    /// Where its value begins.
    public int valueStart(int header) {
        return places[header * PLACES + 2];
    }

    /// Where its value ends.
    public int valueEnd(int header) {
        return places[header * PLACES + 3];
    }

    /// Where its line ends, with the line's end.
    public int lineEnd(int header) {
        return places[header * PLACES + 4];
    }

    /// A part of the start line as a text.
    public String part(int part) {
        return text(partStart(part), partEnd(part));
    }

    /// The value of the first header of that name, in lower case letters.
    public Optional<String> header(String name) {
        for (int header = 0; header < size; header++) {
            if (named(header, name)) {
                return Optional.of(text(valueStart(header), valueEnd(header)));
            }
        }
        return Optional.empty();
    }

    /// Whether a header has this name, given in lower case.
    public boolean named(int header, String name) {
        int from = nameStart(header);
        if (nameEnd(header) - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            int c = bytes[from + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// A header's name in lower case.
    public String name(int header) {
        return text(nameStart(header), nameEnd(header)).toLowerCase(Locale.ROOT);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static int lineEnd(byte[] in, int from, int end) {
        int newline = Bytes.indexOf(in, '\n', from, end);
        return newline == end ? end : newline + 1;
    }

    private static int textEnd(byte[] in, int from, int lineEnd) {
        int stop = lineEnd;
        while (stop > from && (in[stop - 1] == '\n' || in[stop - 1] == '\r')) {
            stop--;
        }
        return stop;
    }
}
