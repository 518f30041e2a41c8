package arelops.core.evidence;

import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Why trunk's commits may be released: merged as changes, or approved and checked by name.
///
/// @param landings how commits landed as changes
/// @param approvals who approved a commit that came without a change
/// @param adminApprovals those of them who were admins then
/// @param releaseApprovals who approved a commit for an environment
/// @param checks the results of the checks of such commits, oldest first
/// @param policy the rules that were last recorded as in force
public record Trust(
        SortedMap<CommitId, Fact.Landing> landings,
        SortedMap<CommitId, SortedSet<PersonName>> approvals,
        SortedMap<CommitId, SortedSet<PersonName>> adminApprovals,
        SortedMap<EnvironmentName, SortedMap<CommitId, SortedSet<PersonName>>> releaseApprovals,
        SortedMap<CommitId, List<SlotState.Result>> checks,
        Optional<InForce> policy) {
    static final Trust NONE = new Trust(
            new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Optional.empty());

    /// Rules in force: the digest of those that this commit's config gives.
    public record InForce(CommitId commit, Digest digest) {}

    public Trust {
        landings = Collections.unmodifiableSortedMap(new TreeMap<>(landings));
        approvals = Sorted.copy(approvals);
        adminApprovals = Sorted.copy(adminApprovals);
        releaseApprovals = Sorted.copy(releaseApprovals);
        checks = Sorted.copy(checks);
    }

    /// The people who approved this commit for trunk.
    public SortedSet<PersonName> approvers(CommitId commit) {
        return approvals.getOrDefault(commit, new TreeSet<>());
    }

    /// Those of them who were admins when they did.
    public SortedSet<PersonName> admins(CommitId commit) {
        return adminApprovals.getOrDefault(commit, new TreeSet<>());
    }

    /// The people who approved this commit for an environment.
    public SortedSet<PersonName> approvers(CommitId commit, EnvironmentName environment) {
        return releaseApprovals.getOrDefault(environment, new TreeMap<>()).getOrDefault(commit, new TreeSet<>());
    }

    /// The results of one check on one commit, oldest first.
    public List<SlotState.Result> results(CommitId commit, String check) {
        return checks.getOrDefault(commit, List.of()).stream()
                .filter(result -> result.check().equals(check))
                .toList();
    }

    /// Whether this commit landed as a change.
    public boolean isMerged(CommitId commit) {
        return landings.containsKey(commit);
    }

    Trust with(Fact.Merged fact) {
        return new Trust(
                Sorted.with(landings, fact.commit(), fact.landing()),
                approvals,
                adminApprovals,
                releaseApprovals,
                checks,
                policy);
    }

    Trust with(Fact.Approved fact) {
        if (fact.environment().isEmpty()) {
            boolean admin = fact.authority() == Fact.Approved.Authority.ADMIN;
            return new Trust(
                    landings,
                    added(approvals, fact),
                    admin ? added(adminApprovals, fact) : adminApprovals,
                    releaseApprovals,
                    checks,
                    policy);
        }
        EnvironmentName environment = fact.environment().get();
        SortedMap<CommitId, SortedSet<PersonName>> there = releaseApprovals.getOrDefault(environment, new TreeMap<>());
        return new Trust(
                landings,
                approvals,
                adminApprovals,
                Sorted.with(releaseApprovals, environment, added(there, fact)),
                checks,
                policy);
    }

    private static SortedMap<CommitId, SortedSet<PersonName>> added(
            SortedMap<CommitId, SortedSet<PersonName>> map, Fact.Approved fact) {
        return Sorted.changed(map, fact.commit(), new TreeSet<>(), people -> Sorted.with(people, fact.by()));
    }

    Trust with(Fact.Checked fact) {
        SlotState.Result result = new SlotState.Result(fact.check(), fact.outcome(), fact.attempt());
        return new Trust(
                landings,
                approvals,
                adminApprovals,
                releaseApprovals,
                Sorted.changed(checks, fact.commit(), List.of(), results -> {
                    List<SlotState.Result> longer = new ArrayList<>(results);
                    longer.add(result);
                    return List.copyOf(longer);
                }),
                policy);
    }

    Trust with(Fact.PolicyChanged fact) {
        return new Trust(
                landings,
                approvals,
                adminApprovals,
                releaseApprovals,
                checks,
                Optional.of(new InForce(fact.commit(), fact.policy())));
    }
}
