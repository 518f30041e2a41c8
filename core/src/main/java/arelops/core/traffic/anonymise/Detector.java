package arelops.core.traffic.anonymise;

/// What is known by its form, wherever it is found.
public enum Detector {
    /// An address with an `@`.
    EMAIL,
    /// 12 to 19 digits in an issuer's range whose last one is right (Luhn).
    CARD,
    /// A telephone number with `+`, or in the form of North America.
    PHONE,
    /// A bank account of a known country's length whose check digits are right (ISO 13616).
    IBAN,
    /// A JSON Web Token.
    JWT,
    /// 20 characters and more that change between cases and digits as random ones do.
    TOKEN
}
