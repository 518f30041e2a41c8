package arelops.core.release;

import arelops.core.gate.Freeze;
import arelops.core.gate.Hours;
import arelops.core.gate.Soak;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.Admission;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.Approvals;
import arelops.core.policy.CanaryPolicy;
import arelops.core.policy.ChangeRules;
import arelops.core.policy.Check;
import arelops.core.policy.Command;
import arelops.core.policy.DriftPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Finish;
import arelops.core.policy.Isolation;
import arelops.core.policy.Mode;
import arelops.core.policy.Newer;
import arelops.core.policy.Percent;
import arelops.core.policy.Policy;
import arelops.core.policy.Proving;
import arelops.core.policy.Recovery;
import arelops.core.policy.Report;
import arelops.core.policy.Retry;
import arelops.core.policy.Serving;
import arelops.core.policy.Settings;
import arelops.core.policy.Team;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Draws the rules of wider worlds: four or five environments, one or two apps, every mode and policy.
final class Wide {
    private final RandomGenerator random;

    Wide(RandomGenerator random) {
        this.random = random;
    }

    Policy policy() {
        List<EnvironmentName> names = new ArrayList<>(List.of(Small.BETA, new EnvironmentName("stage"), Small.PASSIVE));
        if (random.nextBoolean()) {
            names.add(new EnvironmentName("near"));
        }
        names.add(Small.PRODUCTION);
        List<AppPolicy> apps = new ArrayList<>(List.of(AppPolicy.whole(Small.APP)));
        if (random.nextInt(3) == 0) {
            apps.add(AppPolicy.whole(new AppName("second")));
        }
        return Small.policy()
                .withApps(apps)
                .withLine(names.stream()
                        .map(EnvironmentPolicy::standard)
                        .map(this::rules)
                        .toList())
                .withChanges(changes());
    }

    private ChangeRules changes() {
        Team team = random.nextBoolean()
                ? new Team.Standard()
                : new Team.Small(random.nextBoolean() ? List.of(Small.ANN, Small.BOB) : List.of(Small.ANN));
        Optional<Report> report =
                random.nextBoolean() ? Optional.of(new Report(Report.Format.JUNIT, "*.xml")) : Optional.empty();
        Retry retry = new Retry(random.nextInt(3));
        Map<String, Check> checks = random.nextBoolean()
                ? Map.of()
                : Map.of("unit", new Check("unit", List.of(), report, Optional.empty(), Optional.empty(), retry));
        return new ChangeRules("main", Approvals.STANDARD, checks, team, Map.of(), Isolation.BEST);
    }

    private EnvironmentPolicy rules(EnvironmentPolicy rules) {
        boolean slow = random.nextBoolean();
        Optional<Command> accept = random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(new Command("accept", Duration.ofMinutes(1), new Retry(random.nextInt(3))));
        return rules.withMode(mode())
                .withAdmission(admission())
                .withProving(new Proving(
                        new Soak(slow ? Small.WINDOW.multipliedBy(4) : Small.WINDOW, 1, 1), canary(), accept))
                .withServing(new Serving(
                        rules.name().upper(),
                        "process",
                        1,
                        random.nextBoolean() ? Duration.ZERO : Duration.ofHours(24),
                        Settings.NONE,
                        rules.traffic()))
                .withRecovery(new Recovery(
                        random.nextInt(4) == 0 ? DriftPolicy.HOLD : DriftPolicy.RESTORE,
                        1 + random.nextInt(3),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1)));
    }

    private Optional<CanaryPolicy> canary() {
        return random.nextInt(3) > 0
                ? Optional.empty()
                : Optional.of(new CanaryPolicy(
                        random.nextBoolean()
                                ? List.of(Percent.of(10), Percent.of(50))
                                : List.of(Percent.of(30), Percent.of(40)),
                        Small.WINDOW.multipliedBy(2),
                        100,
                        Percent.of(95),
                        doubt(),
                        random.nextInt(4) > 0));
    }

    private CanaryPolicy.Doubt doubt() {
        return switch (random.nextInt(5)) {
            case 0 -> CanaryPolicy.Doubt.of(CanaryPolicy.Unsure.HOLD);
            case 1 -> CanaryPolicy.Doubt.of(CanaryPolicy.Unsure.WITHDRAW);
            case 2 -> CanaryPolicy.Doubt.of(CanaryPolicy.Unsure.EXTEND);
            case 3 -> new CanaryPolicy.Doubt(CanaryPolicy.Unsure.HOLD, Optional.of(CanaryPolicy.Unproven.HOLD));
            default -> new CanaryPolicy.Doubt(CanaryPolicy.Unsure.HOLD, Optional.of(CanaryPolicy.Unproven.PASS));
        };
    }

    private Mode mode() {
        return switch (random.nextInt(12)) {
            case 0 -> Mode.OBSERVE;
            case 1, 2 -> Mode.PROPOSE;
            default -> Mode.RUN;
        };
    }

    private Admission admission() {
        Optional<Hours> hours =
                random.nextInt(4) == 0 ? Optional.of(Hours.parse("daily 09:00-16:00 UTC")) : Optional.empty();
        List<Freeze> freezes = random.nextInt(4) == 0
                ? List.of(new Freeze("a day", Small.START.plusSeconds(5_000), Small.START.plusSeconds(90_000)))
                : List.of();
        return new Admission(
                Approvals.of(random.nextInt(4) == 0 ? 1 : 0),
                hours,
                random.nextBoolean() ? Finish.INSIDE : Finish.ANY,
                freezes,
                random.nextInt(3) == 0 ? Newer.REPLACE : Newer.WAIT);
    }
}
