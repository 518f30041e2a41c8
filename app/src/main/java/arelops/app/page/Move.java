package arelops.app.page;

import arelops.app.answer.Doc;
import arelops.app.answer.Standing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An entry of the ledger that moved a tag, kept one from moving, or stopped an environment.
///
/// @param entry of the API's `log`
/// @param standing good, bad, or neither
/// @param verb what happened, between the environment and the commit
/// @param commit the short name of the commit; may be empty
public record Move(Doc entry, Standing standing, String verb, String commit) {
    /// The newest of them, newest first.
    public static List<Move> newest(List<Doc> entries, int limit) {
        return entries.stream()
                .flatMap(entry -> of(entry).stream())
                .limit(limit)
                .toList();
    }

    private static Optional<Move> of(Doc entry) {
        return switch (entry.text("kind")) {
            case "moved" ->
                Optional.of(
                        entry.has("to")
                                ? new Move(entry, Standing.NONE, "to", brief(entry, "to"))
                                : new Move(entry, Standing.NONE, "lost its tag", ""));
            case "adopted" -> Optional.of(new Move(entry, Standing.NONE, "adopted", brief(entry, "to")));
            case "rejected" -> Optional.of(new Move(entry, Standing.BAD, "rejected", brief(entry, "release")));
            case "failed" -> Optional.of(new Move(entry, Standing.UNKNOWN, "failed", ""));
            case "withdrawn" -> Optional.of(new Move(entry, Standing.NONE, "took its release back", ""));
            case "rollback" -> Optional.of(new Move(entry, Standing.YOU, "rolled back", ""));
            case "failover" ->
                Optional.of(new Move(
                        entry,
                        Standing.YOU,
                        "has its users served by " + entry.text("standby").toUpperCase(Locale.ROOT) + " on",
                        brief(entry, "to")));
            case "failback" -> Optional.of(back(entry, entry.number("percent")));
            case "overturn" -> Optional.of(new Move(entry, Standing.YOU, "has a rejection overturned", ""));
            case "hold" -> Optional.of(new Move(entry, Standing.YOU, "held", ""));
            case "resume" -> Optional.of(new Move(entry, Standing.NONE, "goes on", ""));
            case "drift" -> Optional.of(new Move(entry, Standing.BAD, "differs from its record", ""));
            case "repair" -> Optional.of(new Move(entry, Standing.NONE, "is as recorded again", ""));
            default -> Optional.empty();
        };
    }

    private static Move back(Doc entry, long percent) {
        return percent == 0
                ? new Move(entry, Standing.BAD, "could not take its users back", "")
                : new Move(
                        entry,
                        Standing.NONE,
                        percent == 100 ? "serves its users again" : "has " + percent + " % of its users back",
                        "");
    }

    private static String brief(Doc entry, String name) {
        return entry.at(name).text("short");
    }

    public String environment() {
        return entry.text("environment").toUpperCase(Locale.ROOT);
    }

    /// The sign of what is out of the ordinary; empty else.
    public String glyph() {
        return standing == Standing.NONE ? "" : standing.sign() + " ";
    }

    public String tone() {
        return standing == Standing.NONE ? "" : new Sign(standing).tone();
    }

    /// Why, as the ledger has it; a person's name before their reason.
    public String why() {
        String by = entry.text("by");
        String because = entry.text("because");
        return by.startsWith("@") ? by + (because.isEmpty() ? "" : ": " + because) : because;
    }
}
