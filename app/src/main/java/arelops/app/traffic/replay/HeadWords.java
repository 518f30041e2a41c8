package arelops.app.traffic.replay;

import arelops.core.traffic.HttpHead;
import java.util.Collection;

/// Words of a request's head, compared where they are: a text for each would take longer than all the rest.
final class HeadWords {
    private HeadWords() {}

    /// Whether a part of the start line is this word.
    static boolean is(byte[] in, HttpHead head, int part, String word) {
        return head.partEnd(part) - head.partStart(part) == word.length() && begins(in, head, part, word);
    }

    /// Whether it is one of them.
    static boolean isOneOf(byte[] in, HttpHead head, int part, Collection<String> words) {
        for (String word : words) {
            if (is(in, head, part, word)) {
                return true;
            }
        }
        return false;
    }

    /// Whether it begins with this word.
    static boolean begins(byte[] in, HttpHead head, int part, String word) {
        int from = head.partStart(part);
        if (head.partEnd(part) - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (in[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
