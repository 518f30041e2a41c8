package arelops.app.web;

import arelops.app.fault.Fault;
import arelops.app.git.TrunkCommit;
import arelops.app.reconcile.Observed;
import arelops.core.evidence.Builds;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the commit that a person means by a few digits, or by the name of a tag.
final class Commits {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{4,40}");
    private static final int SHOWN = 3;

    private final Observed observed;

    Commits(Observed observed) {
        this.observed = observed;
    }

    /// The commit of this name; faults where there is none, or more than one.
    CommitId named(String text) {
        Optional<CommitId> tag =
                observed.refs().tag(text).or(() -> observed.refs().tag(text.toUpperCase(Locale.ROOT)));
        if (tag.isPresent()) {
            return tag.get();
        }
        String digits = text.toLowerCase(Locale.ROOT);
        if (!DIGITS.matcher(digits).matches()) {
            throw Question.unknown(
                    "'" + text + "' is neither a commit nor a tag",
                    "Write at least 4 of its digits. The newest commits are " + newest() + ".");
        }
        if (digits.length() == 40) {
            return new CommitId(digits);
        }
        List<CommitId> found = all().stream()
                .filter(commit -> commit.hex().startsWith(digits))
                .toList();
        return switch (found.size()) {
            case 1 -> found.getFirst();
            case 0 -> throw none(digits);
            default ->
                throw Question.input(
                        digits + " could be " + texts(found),
                        "Write more digits: " + found.getFirst().hex().substring(0, 12) + ".");
        };
    }

    private Fault none(String digits) {
        List<CommitId> near = all().stream()
                .filter(commit -> commit.hex().startsWith(digits.substring(0, 3)))
                .limit(SHOWN)
                .toList();
        return Question.unknown(
                "No commit of trunk and no release begins with " + digits,
                near.isEmpty()
                        ? "The newest commits are " + newest() + "."
                        : "Do you mean " + texts(near) + "?");
    }

    private String newest() {
        return texts(all().stream().limit(SHOWN).toList());
    }

    private String texts(List<CommitId> commits) {
        return String.join(
                ", ",
                commits.stream()
                        .limit(SHOWN)
                        .map(commit -> commit.brief()
                                + read(commit).map(read -> " (" + read.subject() + ")").orElse(""))
                        .toList());
    }

    /// What git says of a commit, where it was read.
    Optional<TrunkCommit> read(CommitId commit) {
        return Optional.ofNullable(observed.trunk().commits().get(commit));
    }

    /// All commits that may be meant, the newest of trunk first.
    private Set<CommitId> all() {
        Set<CommitId> all = new LinkedHashSet<>();
        observed.refs().trunk().ifPresent(all::add);
        all.addAll(observed.ledger().state().trunk().commits().reversed());
        all.addAll(observed.trunk().commits().keySet());
        for (Builds builds : observed.ledger().state().builds().values()) {
            builds.releases().stream().map(Release::commit).forEach(all::add);
        }
        for (Map.Entry<?, SlotState> slot : observed.ledger().state().slots().entrySet()) {
            slot.getValue().tag().ifPresent(all::add);
        }
        return all;
    }
}
