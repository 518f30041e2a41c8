package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.config.PolicyFile;
import arelops.app.fault.Fault;
import arelops.app.simulate.Figures;
import arelops.app.simulate.Scenario;
import arelops.app.simulate.Simulation;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.Percent;
import arelops.core.policy.Policy;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `simulate`: the line of this working copy's rules in virtual time, by the decisions of the real one.
@Command(description = "Simulate the line under a load: how long a change takes, how large releases are.")
final class SimulateCommand implements Callable<Integer> {
    private static final Pattern RATE = Pattern.compile("(\\d{1,6})(?:/([dh]))?");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%?");
    private static final int HOURS = 24;
    private static final int MOST_DAYS = 366;

    /// More than these take minutes.
    private static final int MOST_CHANGES = 20_000;

    private static final Duration LONGEST = Duration.ofDays(30);

    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Option(
            names = "--merges",
            paramLabel = "N/d",
            defaultValue = "40/d",
            description = "Changes merged: 40/d a day, 5/h an hour; default: ${DEFAULT-VALUE}.")
    private String merges = "";

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "In so many days; default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "The first day (UTC), for hours and freezes; default: today.")
    private String from = "";

    @Option(
            names = "--reject",
            paramLabel = "SHARE",
            defaultValue = "0%",
            description = "The share of changes that carry an error; default: ${DEFAULT-VALUE}.")
    private String reject = "";

    @Option(
            names = "--found-in",
            paramLabel = "ENV",
            description = "Where such an error shows; default: the first environment.")
    private String found = "";

    @Option(
            names = "--build",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = "What a build takes; default: ${DEFAULT-VALUE}.")
    private String build = "";

    @Option(
            names = "--start",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "What a start takes until it is healthy; default: ${DEFAULT-VALUE}.")
    private String start = "";

    @Option(
            names = "--accept",
            paramLabel = "TIME",
            defaultValue = "2m",
            description = "What an acceptance test takes, where there is one; default: ${DEFAULT-VALUE}.")
    private String accept = "";

    @Option(
            names = "--people",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "What people take to approve, or to revert what was found; default: ${DEFAULT-VALUE}.")
    private String people = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of what is drawn by chance; default: ${DEFAULT-VALUE}.")
    private long seed;

    private SimulateCommand(Surroundings world) {
        this.world = world;
    }

    static CommandLine of(Surroundings world) {
        return Common.without(new CommandLine(new SimulateCommand(world)), "--server");
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        return switch (ConfigFile.of(session.repository(), PolicyFile.NAME).parsed()) {
            case PolicyFile.Invalid invalid -> ConfigCommands.invalid(session, invalid);
            case PolicyFile.Valid valid -> {
                Scenario scenario = scenario(valid.policy());
                show(session, scenario, Simulation.of(scenario));
                yield Exit.GOOD;
            }
        };
    }

    private void show(Session session, Scenario scenario, Figures figures) {
        FiguresText text = new FiguresText(session.view(), scenario, figures);
        if (common.json()) {
            session.json(new Doc(text.json()));
        } else if (common.plain()) {
            session.print(text.plain());
        } else {
            session.print(text.lines());
        }
    }

    private Scenario scenario(Policy policy) {
        Scenario.Pace pace = new Scenario.Pace(
                time("--build", build), time("--start", start), time("--accept", accept), time("--people", people));
        Scenario.Load load = new Scenario.Load(perDay(), share(), finder(policy));
        if (days < 1 || days > MOST_DAYS) {
            throw input("--days", Integer.toString(days), "from 1 to " + MOST_DAYS, "--days 30");
        }
        if ((long) days * load.perDay() > MOST_CHANGES) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.usage",
                    load.perDay() + " changes a day for " + days + " days are more than " + MOST_CHANGES
                            + ", which would take minutes",
                    "For example --days 30.");
        }
        return new Scenario(policy, app(policy), load, pace, new Scenario.Period(day(), days), seed);
    }

    private int perDay() {
        Matcher rate = RATE.matcher(merges.strip());
        if (rate.matches()) {
            long count = Long.parseLong(rate.group(1)) * ("h".equals(rate.group(2)) ? HOURS : 1);
            if (count >= 1 && count <= MOST_CHANGES) {
                return (int) count;
            }
        }
        throw input("--merges", merges, "a rate from 1 to " + MOST_CHANGES + " a day", "--merges 40/d or 5/h");
    }

    private Percent share() {
        Matcher share = SHARE.matcher(reject.strip());
        if (share.matches()) {
            Percent percent = new Percent(new BigDecimal(share.group(1)));
            if (percent.fraction() <= 1) {
                return percent;
            }
        }
        throw input("--reject", reject, "a share from 0% to 100%", "--reject 3%");
    }

    private EnvironmentName finder(Policy policy) {
        if (found.isEmpty()) {
            return policy.line().getFirst().name();
        }
        return policy.line().stream()
                .map(rules -> rules.name())
                .filter(name -> name.text().equals(found.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> input(
                        "--found-in",
                        found,
                        "an environment of the line",
                        "one of "
                                + String.join(
                                        ", ",
                                        policy.line().stream()
                                                .map(rules -> rules.name().text())
                                                .toList())));
    }

    private AppName app(Policy policy) {
        List<AppName> apps = policy.apps().stream().map(AppPolicy::name).toList();
        if (common.app().isEmpty() && apps.size() == 1) {
            return apps.getFirst();
        }
        return apps.stream()
                .filter(app -> app.text().equals(common.app()))
                .findFirst()
                .orElseThrow(() -> new Fault(
                        Fault.Kind.INPUT,
                        "cli.which-app",
                        common.app().isEmpty()
                                ? "This repository has several apps"
                                : "There is no app '" + common.app() + "'",
                        "Say which: --app with one of "
                                + String.join(
                                        ", ", apps.stream().map(AppName::text).toList()) + "."));
    }

    private Instant day() {
        try {
            LocalDate day = from.isEmpty()
                    ? LocalDate.ofInstant(world.clock().instant(), ZoneOffset.UTC)
                    : LocalDate.parse(from.strip());
            if (day.getYear() >= 1970 && day.getYear() <= 9000) {
                return day.atStartOfDay(ZoneOffset.UTC).toInstant();
            }
        } catch (DateTimeException e) {
            throw input("--from", from, "a day", "--from 2026-12-01");
        }
        throw input("--from", from, "a day of these times", "--from 2026-12-01");
    }

    private static Duration time(String option, String text) {
        Duration time = Session.duration(text);
        if (time.compareTo(LONGEST) > 0) {
            throw input(option, text, "at most 30d", option + " 5m");
        }
        return time;
    }

    private static Fault input(String option, String text, String needed, String example) {
        return new Fault(
                Fault.Kind.INPUT,
                "cli.usage",
                option + " '" + text + "' is not " + needed,
                "For example " + example + ". arelops simulate --help");
    }
}
