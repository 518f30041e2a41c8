package arelops.core.traffic.anonymise;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The rules that hold without being written: headers that carry secrets or addresses, and fields whose
/// names say that
/// a person or a secret is in them.
public final class StandardRules {
    private static final List<String> HEADERS = List.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "x-api-key",
            "api-key",
            "x-auth-token",
            "x-access-token",
            "x-csrf-token",
            "x-xsrf-token",
            "x-session-id",
            "x-amz-security-token",
            "x-forwarded-for",
            "x-real-ip",
            "x-client-ip",
            "x-original-forwarded-for",
            "true-client-ip",
            "cf-connecting-ip",
            "fastly-client-ip",
            "forwarded",
            "client-ip",
            "from",
            "x-forwarded-user",
            "x-forwarded-email",
            "x-remote-user",
            "x-user-id",
            "x-user-email");
    private static final List<String> FIELDS = List.of(
            "password",
            "passwd",
            "pwd",
            "pin",
            "otp",
            "secret",
            "clientSecret",
            "token",
            "accessToken",
            "refreshToken",
            "idToken",
            "apiKey",
            "sessionId",
            "csrf",
            "authorization",
            "email",
            "emailAddress",
            "mail",
            "phone",
            "phoneNumber",
            "mobile",
            "tel",
            "telephone",
            "fax",
            "name",
            "firstName",
            "lastName",
            "middleName",
            "givenName",
            "familyName",
            "surname",
            "fullName",
            "maidenName",
            "customerName",
            "displayName",
            "cardHolder",
            "username",
            "login",
            "street",
            "address",
            "addressLine1",
            "addressLine2",
            "postcode",
            "postalCode",
            "zip",
            "zipCode",
            "birthday",
            "birthDate",
            "dateOfBirth",
            "dob",
            "ssn",
            "taxId",
            "passport",
            "nationalId",
            "card",
            "cardNumber",
            "pan",
            "cvc",
            "cvv",
            "iban",
            "bic",
            "accountNumber",
            "customerId",
            "userId",
            "ip",
            "ipAddress",
            "latitude",
            "longitude");
    private static final List<String> QUERIES = List.of("q", "query", "search", "key", "code", "state", "sig");

    /// Standard rules that name more than persons: all cookies, and what was searched for.
    private static final Set<String> NOT_OF_PERSONS = Set.of("cookie", "set-cookie", "?q", "?query", "?search");

    private StandardRules() {}

    /// All of them; each replaces by pseudonyms.
    public static List<HideRule> all() {
        List<HideRule> rules = new ArrayList<>();
        for (String header : HEADERS) {
            rules.add(new HideRule(Place.HEADER, List.of(new Step.Named(header)), Action.FAKE, header));
        }
        for (String field : FIELDS) {
            rules.add(new HideRule(Place.FIELD, List.of(new Step.Named(field)), Action.FAKE, "*." + field));
        }
        for (String name : QUERIES) {
            rules.add(new HideRule(Place.QUERY, List.of(new Step.Named(name)), Action.FAKE, "?" + name));
        }
        return rules;
    }

    /// Those whose values tell a person, a contact, a session or a secret.
    static List<HideRule> ofPersons() {
        return all().stream()
                .filter(rule -> !NOT_OF_PERSONS.contains(rule.text()))
                .toList();
    }
}
