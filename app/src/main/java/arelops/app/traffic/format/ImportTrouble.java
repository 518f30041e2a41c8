package arelops.app.traffic.format;

/// What was wrong with something recorded, and what became of it.
public enum ImportTrouble {
    /// Left out: nothing says when the request was made, or it says something impossible.
    NO_TIME("left out: no time, or an impossible one"),
    /// Kept with a duration of 0: nothing says how long it took.
    NO_DURATION("kept with a duration of 0: nothing says how long it took"),
    /// Kept at the time of the one handed on before it: it began earlier, but comes much later in the
    /// file.
    OUT_OF_ORDER("kept at a later time: it stands too far behind its place in the file"),
    /// Left out: a request that is not HTTP (`data:`, `blob:`, `ws:`, CONNECT).
    NOT_HTTP("left out: no HTTP request"),
    /// Left out: the browser found the answer in its cache and asked nobody.
    FROM_CACHE("left out: the browser found it in its cache"),
    /// Left out: a line, record or entry that cannot be understood.
    UNREADABLE("left out: cannot be understood"),
    /// Left out: a line break or another character in a head that could smuggle in a second request.
    FORBIDDEN_CHARACTER("left out: a character that could smuggle in a second request"),
    /// Left out: a head with too many or too long headers.
    HEAD_TOO_LARGE("left out: a head of more than 200 headers or 64 KiB"),
    /// Left out: a line over 64 KiB.
    LINE_TOO_LONG("left out: a line over 64 KiB"),
    /// Kept with the beginning of a body: the rest is too much, or was not recorded.
    BODY_CUT("kept with the beginning of a body"),
    /// Kept without a body that there was.
    BODY_MISSING("kept without its body, which was not recorded or cannot be understood"),
    /// Kept without its answer, which cannot be understood.
    ANSWER_UNREADABLE("kept without its answer, which cannot be understood"),
    /// Left out: an answer whose request is not there, or too far before it.
    ANSWER_ALONE("left out: an answer without its request"),
    /// The file is broken or ends at this place; what stands behind it is not read.
    REST_UNREADABLE("the rest of the file is missing or cannot be understood");

    private final String words;

    ImportTrouble(String words) {
        this.words = words;
    }

    /// What became of it, for people.
    public String words() {
        return words;
    }
}
