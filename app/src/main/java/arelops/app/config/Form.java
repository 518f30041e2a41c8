package arelops.app.config;

import arelops.core.alarm.InjectedFault;
import arelops.core.gate.Freeze;
import arelops.core.gate.Hours;
import arelops.core.policy.ByteSize;
import arelops.core.policy.DurationText;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/// The forms that a single value can have: what it is called, how it is written, and its pattern for the schema.
enum Form {
    TEXT("a text", "Write it in quotes.", "^[\\s\\S]*$"),
    COMMAND("a command", "Write one line for the shell, like ./mvnw -q verify.", "\\S"),
    DURATION("a duration", "Write 1h, 90m or 1h30m.", "^([0-9]{1,9}(ms|s|m|h|d)){1,5}$"),
    SIZE("a size", "Write 50MB, 1GB or 2TB.", ByteSize.PATTERN),
    SHARE("a share", "Write 5% or 0.5%.", "^[0-9]{1,6}(\\.[0-9]{1,6})?%$"),
    FACTOR("a factor", "Write 1x or 2.5x.", "^[0-9]{1,4}(\\.[0-9]{1,3})?x$"),
    FAULT(
            "a fault",
            "Write errors=20%, errors=503@20%, latency=500ms@20% or drop=10%.",
            "^(errors|latency|drop)=([^@%\\n]{1,20}@)?[0-9]{1,3}(\\.[0-9]{1,4})?%$"),
    AMOUNT(
            "an amount",
            "Write 1%, 300ms, 20 or low, medium, high, critical.",
            "^([0-9]{1,6}(\\.[0-9]{1,6})?%|([0-9]{1,9}(ms|s|m|h|d)){1,5}|low|medium|high|critical)$"),
    COUNT("a whole number", "Write 0, 1, 2 and so on, without quotes.", "^[0-9]{1,6}$"),
    SWITCH("true or false", "Write true or false.", "^(true|false)$"),
    ON_OFF("on or off", "Write on or off.", "^(on|off)$"),
    HOURS("hours", "Write mon-thu 09:00-16:00 Europe/Berlin.", "^[A-Za-z]{3}[^\\n]*[0-9]{1,2}:[0-9]{2}-"),
    FREEZE(
            "a freeze",
            "Write 2026-12-24, 2026-12-20..2027-01-04 or 2026-12-24T18:00:00Z..2026-12-27T06:00:00Z.",
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    VARIABLE("a value", "Write a text or a number.", "^[\\s\\S]*$"),
    VARIABLE_NAME("a variable's name", "Write letters, digits and _, like LOG_LEVEL.", "^[A-Za-z_][A-Za-z0-9_]{0,99}$"),
    BRANCH(
            "a branch name",
            "Write one like main.",
            "^(?!.*(\\.\\.|//|@\\{|\\.lock$))[A-Za-z0-9][A-Za-z0-9._/@+-]{0,98}[A-Za-z0-9_+-]$|^[A-Za-z0-9]$"),
    TAG(
            "a tag name",
            "Write letters, digits, dots, dashes and underscores, like BETA.",
            "^(?!.*(\\.\\.|\\.lock$))[A-Za-z][A-Za-z0-9._-]{0,60}[A-Za-z0-9]$"),
    PATH("a path of a request", "Write one that starts with /, like /health.", "^/[!-~]{0,500}$"),
    SERVER(
            "a server's address",
            "Write one like http://127.0.0.1:9093, without a name, a password, ? and #.",
            "^https?://(?=[A-Za-z0-9\\[])[A-Za-z0-9.:\\[\\]-]{1,250}(/[A-Za-z0-9._~%/-]{0,500})?$"),
    LABEL("a label's name", "Write letters, digits and _, like env.", "^[A-Za-z_][A-Za-z0-9_]{0,99}$"),
    FOLDER(
            "a folder of the repository",
            "Write one like services/checkout, without a leading / and without ..",
            "^(?!/)(?!.*(^|/)\\.\\.(/|$))[^\\\\\\x00-\\x1f]{1,200}$"),
    GLOB(
            "a pattern of files",
            "Write one like target/*.jar, without a leading / and without ..",
            "^(?!/)(?!.*(^|/)\\.\\.(/|$))[^\\\\\\x00-\\x1f]{1,200}$"),
    APP(
            "an app's name",
            "Write lower-case letters, digits, dots, dashes and underscores.",
            "^[a-z0-9][a-z0-9._-]{0,62}$"),
    ENVIRONMENT(
            "an environment's name",
            "Write lower-case letters, digits and dashes, like beta.",
            "^[a-z][a-z0-9-]{0,30}$"),
    PERSON("a person's name", "Write the account name, like ana.", "^@?[a-z0-9][a-z0-9._-]{0,38}$"),
    NAME("a name", "Write lower-case letters, digits, dots, dashes and underscores.", "^[a-z][a-z0-9._-]{0,40}$");

    private static final int LONGEST = 1_000;

    private final String what;
    private final String mend;
    private final String written;
    private final Pattern pattern;

    Form(String what, String mend, String pattern) {
        this.what = what;
        this.mend = mend;
        this.written = pattern;
        // In a schema, as in ECMAScript, $ is the very end; in Java it also stands before a last line break.
        this.pattern = Pattern.compile(pattern.replace("$", "\\z"));
    }

    String what() {
        return what;
    }

    String mend() {
        return mend;
    }

    /// The pattern for the schema.
    String pattern() {
        return written;
    }

    /// What is wrong with this scalar, if anything.
    Optional<Complaint> complaint(Yaml.Scalar scalar) {
        if (scalar.type() == Yaml.Type.NOTHING) {
            return Optional.of(new Complaint("nothing is here, but " + what + " is needed.", mend));
        }
        return fits(scalar) ? content(scalar.text()) : Optional.of(new Complaint("not " + what + ".", mend(scalar)));
    }

    private boolean fits(Yaml.Scalar scalar) {
        boolean matches = (scalar.text().length() <= LONGEST || free())
                && pattern.matcher(scalar.text()).find();
        return switch (this) {
            case COUNT -> scalar.type() == Yaml.Type.WHOLE && matches;
            case SWITCH -> scalar.type() == Yaml.Type.SWITCH && matches;
            case ON_OFF -> matches || scalar.type() == Yaml.Type.SWITCH;
            case AMOUNT -> matches || (number(scalar) && scalar.text().matches("[0-9]{1,9}(\\.[0-9]{1,6})?"));
            case VARIABLE -> true;
            default -> scalar.type() == Yaml.Type.TEXT && matches;
        };
    }

    private boolean free() {
        return this == TEXT || this == COMMAND || this == VARIABLE;
    }

    private static boolean number(Yaml.Scalar scalar) {
        return scalar.type() == Yaml.Type.WHOLE || scalar.type() == Yaml.Type.NUMBER;
    }

    private String mend(Yaml.Scalar scalar) {
        boolean quotes = scalar.type() != Yaml.Type.TEXT
                && scalar.text().length() <= LONGEST
                && pattern.matcher(scalar.text()).find();
        return quotes && this != COUNT && this != SWITCH ? "Write it in quotes: \"" + scalar.text() + "\"." : mend;
    }

    private Optional<Complaint> content(String text) {
        try {
            switch (this) {
                case HOURS -> Hours.parse(text);
                case FREEZE -> Freeze.parse(text, ZoneOffset.UTC);
                case DURATION -> DurationText.parse(text);
                case FAULT -> InjectedFault.parse(text);
                default -> {}
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            String said = Optional.ofNullable(e.getMessage()).orElse("not " + what + ". " + mend);
            int end = said.indexOf(". ");
            return Optional.of(
                    end < 0
                            ? new Complaint(said, mend)
                            : new Complaint(said.substring(0, end + 1), said.substring(end + 2)));
        }
    }

    /// What is wrong with a value, and how to write it.
    record Complaint(String message, String mend) {}
}
