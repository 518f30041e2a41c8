package arelops.core.policy;

import arelops.core.id.AppName;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rules of a repository, as trunk's head says: apps, changes, the line in promotion order, and what is watched.
public record Policy(
        List<AppPolicy> apps,
        ChangeRules changes,
        List<EnvironmentPolicy> line,
        Optional<TestPolicy> test,
        Observation observation,
        List<NotInThisRelease> notInThisRelease) {
    public Policy {
        apps = List.copyOf(apps);
        line = List.copyOf(line);
        notInThisRelease = List.copyOf(notInThisRelease);
    }

    /// The standard as it is, for a repository with one app.
    public static Policy standard(AppName app) {
        return new Policy(
                List.of(AppPolicy.whole(app)),
                ChangeRules.STANDARD,
                Stream.of(EnvironmentName.BETA, EnvironmentName.PASSIVE, EnvironmentName.PRODUCTION)
                        .map(EnvironmentPolicy::standard)
                        .toList(),
                Optional.of(TestPolicy.STANDARD),
                Observation.STANDARD,
                List.of());
    }

    /// Everything that is looser than a MUST of the standard, apart from what this version cannot perform.
    public List<Relaxed> relaxed() {
        return Relaxations.of(this);
    }

    /// Every contradiction in these rules; empty if they can be used.
    public List<Problem> problems() {
        return PolicyCheck.problems(this);
    }

    /// The effective rules as key and value, in a fixed order.
    public Map<String, String> text() {
        return PolicyText.of(this);
    }

    /// The digest that evidence names: equal for equal effective rules, whatever the file looks like.
    public Digest digest() {
        StringBuilder canonical = new StringBuilder();
        text().forEach((key, value) ->
                canonical.append(escape(key)).append('=').append(escape(value)).append('\n'));
        return Digest.of(canonical.toString());
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("=", "\\=");
    }

    public Policy withChanges(ChangeRules other) {
        return new Policy(apps, other, line, test, observation, notInThisRelease);
    }

    public Policy withApps(List<AppPolicy> other) {
        return new Policy(other, changes, line, test, observation, notInThisRelease);
    }

    public Policy withObservation(Observation other) {
        return new Policy(apps, changes, line, test, other, notInThisRelease);
    }

    public Policy withNotInThisRelease(List<NotInThisRelease> other) {
        return new Policy(apps, changes, line, test, observation, other);
    }

    public Policy withLine(List<EnvironmentPolicy> other) {
        return new Policy(apps, changes, other, test, observation, notInThisRelease);
    }

    public String trunk() {
        return changes.trunk();
    }

    public Approvals approvals() {
        return changes.approvals();
    }

    public Map<String, Check> checks() {
        return changes.checks();
    }

    public Team team() {
        return changes.team();
    }

    public Map<String, List<PersonName>> groups() {
        return changes.groups();
    }

    public Isolation isolation() {
        return changes.isolation();
    }

    public Duration window() {
        return observation.window();
    }

    public Map<String, Watch> watch() {
        return observation.watch();
    }

    public Map<String, AlertWatch> alerts() {
        return observation.alerts();
    }

    public Map<String, QueryWatch> queries() {
        return observation.queries();
    }

    public Optional<RecordingPolicy> recording() {
        return observation.recording();
    }

    public Optional<AppPolicy> app(AppName name) {
        return apps.stream().filter(app -> app.name().equals(name)).findFirst();
    }

    /// The acceptance test that a release of an app must pass in an environment, if one is asked for;
    /// the command itself is [Recipe#accept(EnvironmentName)].
    public Optional<Command> accept(AppName app, EnvironmentPolicy environment) {
        return app(app).flatMap(rules -> Optional.ofNullable(rules.accept().get(environment.name())))
                .or(environment::accept);
    }

    public Optional<EnvironmentPolicy> environment(EnvironmentName name) {
        return line.stream()
                .filter(environment -> environment.name().equals(name))
                .findFirst();
    }

    /// The environment that a release must be settled in before it may enter this one; empty for the first.
    public Optional<EnvironmentPolicy> before(EnvironmentName name) {
        List<EnvironmentName> names = line.stream().map(EnvironmentPolicy::name).toList();
        int index = names.indexOf(name);
        return index <= 0 ? Optional.empty() : Optional.of(line.get(index - 1));
    }

    /// The people whose approval counts; empty means anybody's. A name that is no group is a person.
    public Set<PersonName> approvers(Approvals approvals) {
        return approvals.from().stream().flatMap(this::named).collect(Collectors.toUnmodifiableSet());
    }

    private Stream<PersonName> named(String name) {
        List<PersonName> group = groups().get(name);
        return group == null ? Stream.of(PersonName.parse(name)) : group.stream();
    }

    /// The tag of an environment of an app: `BETA`, or `checkout/BETA` where the repository has several apps.
    public String tagName(AppName app, EnvironmentName environment) {
        String tag = environment(environment).map(EnvironmentPolicy::tag).orElse(environment.upper());
        return prefix(app) + tag;
    }

    /// The tag of a release for ever: `release/7` or `checkout/release/7`.
    public String releaseTagName(AppName app, long number) {
        return prefix(app) + "release/" + number;
    }

    private String prefix(AppName app) {
        return apps.size() > 1 ? app + "/" : "";
    }
}
