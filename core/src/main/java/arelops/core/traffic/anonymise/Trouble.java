package arelops.core.traffic.anonymise;

/// What the anonymiser could not understand. It is counted, and nothing of it is stored.
public enum Trouble {
    /// A line of a head is no header; it is left out.
    HEADER_UNREADABLE,
    /// A head has more lines or bytes than are read; the rest is left out.
    HEAD_TOO_LARGE,
    /// The type of a body is none that is understood; the body is blanked.
    BODY_OF_UNKNOWN_TYPE,
    /// A body is not what its type says; it is blanked.
    BODY_UNREADABLE,
    /// A body is larger than the limit, or was when unpacked; it is blanked.
    BODY_TOO_LARGE,
    /// The recorder kept a part of a body; it is blanked.
    BODY_CUT,
    /// A body is packed in a way that is not understood, or badly; it is blanked.
    BODY_PACKED,
    /// A text is no UTF-8; what is wrong in it is replaced.
    TEXT_NOT_UTF8
}
