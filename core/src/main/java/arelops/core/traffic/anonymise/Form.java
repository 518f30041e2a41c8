package arelops.core.traffic.anonymise;

/// The forms of values, each with its way to a pseudonym. The form depends on the value alone, never on
/// where it was
/// found, so that a value has one pseudonym.
enum Form {
    WORD(1),
    EMAIL(2),
    CARD(3),
    PHONE(4),
    IBAN(5),
    UUID(6),
    HEX(7),
    DATE(8),
    TIME(9),
    IPV4(10),
    IPV6(11),
    TOKEN(12),
    HASH(13);

    private final int code;

    Form(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /// Whether short runs of letters and digits in pseudonyms are no words.
    boolean isRandom() {
        return switch (this) {
            case EMAIL, CARD, PHONE, IBAN, UUID, HEX, TOKEN, HASH -> true;
            case WORD, DATE, TIME, IPV4, IPV6 -> false;
        };
    }
}
