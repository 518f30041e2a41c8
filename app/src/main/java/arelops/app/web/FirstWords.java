package arelops.app.web;

import arelops.app.answer.Unseen;
import arelops.core.change.ChangeEvent.Words;

/// Title and description of a change as its newest commit says them, made fit: whoever pushed it wrote
/// them for git, not for a screen.
record FirstWords(String title, String description) {
    private static final int LONGEST_TEXT = 64 * 1024;

    static FirstWords of(String message) {
        String text = message.strip().replace("\r\n", "\n");
        int end = text.indexOf('\n');
        String subject = end < 0 ? text : text.substring(0, end);
        String body = end < 0 ? "" : text.substring(end).strip();
        return new FirstWords(Words.title(harmless(subject)), room(harmless(body)));
    }

    /// As much of it as a change takes, and no half of a character.
    private static String room(String body) {
        if (body.length() <= LONGEST_TEXT) {
            return body;
        }
        boolean between = !Character.isHighSurrogate(body.charAt(LONGEST_TEXT - 1));
        return body.substring(0, between ? LONGEST_TEXT : LONGEST_TEXT - 1);
    }

    private static String harmless(String text) {
        return Unseen.as(' ', text, "\n\t");
    }
}
