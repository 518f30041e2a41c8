package arelops.app.reconcile;

import arelops.app.deploy.Observation;
import arelops.app.run.Cache;
import arelops.app.run.Isolation;
import arelops.app.run.JobId;
import arelops.app.run.JobSpec;
import arelops.app.run.Limits;
import arelops.app.run.Workspace;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.policy.Check;
import arelops.core.policy.Command;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Recipe;
import arelops.core.policy.Report;
import arelops.core.policy.Retry;
import arelops.core.policy.TestPolicy;
import arelops.core.release.Job;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Starts the jobs that decisions ask for, each from the recipe of the commit that it acts on.
final class JobStarter {
    private final Ports ports;
    private final Settings settings;
    private final Config config;
    private final JobBook book;

    JobStarter(Ports ports, Settings settings, Config config, JobBook book) {
        this.ports = ports;
        this.settings = settings;
        this.config = config;
        this.book = book;
    }

    Outcome start(Job job, Observed observed) {
        if (job instanceof Job.Load load) {
            return new LoadStarter(ports.loads()).start(load, observed);
        }
        if (job instanceof Job.Difference difference) {
            return new DifferenceStarter(ports.differenceTests()).start(difference, observed);
        }
        if (job instanceof Job.Alarms alarms) {
            return new AlarmStarter(ports.alarmTests()).start(alarms, observed);
        }
        Optional<JobSpec> spec = switch (job) {
            case Job.Build build -> build(build, build.app(), build.commit(), Cache.TRUNK);
            case Job.Rebuild again ->
                build(again, again.slot().app(), again.release().commit(), Cache.TRUNK);
            case Job.TestBuild build -> build(build, build.app(), build.commit(), Cache.CHANGE);
            case Job.Smoke smoke -> smoke(smoke, observed);
            case Job.Check check -> check(check, observed);
            case Job.Acceptance acceptance -> acceptance(acceptance, observed);
            case Job.Load _, Job.Difference _, Job.Alarms _ -> Optional.empty();
        };
        Optional<String> taken = strangersPort(job, observed);
        if (taken.isPresent()) {
            return new Outcome.Refused(taken.get());
        }
        if (spec.isEmpty()) {
            return new Outcome.Refused(
                    switch (job) {
                        case Job.Build build ->
                            "the config of " + build.commit().brief() + " does not name the app " + build.app();
                        case Job.Rebuild again ->
                            "the config of " + again.release().commit().brief() + " does not name the app "
                                    + again.slot().app();
                        case Job.TestBuild build ->
                            "the config of " + build.commit().brief() + " does not name the app " + build.app();
                        case Job.Smoke _ -> "the smoke test has no command or no address to ask";
                        case Job.Check check ->
                            "the config of " + check.commit().brief() + " has no command for check " + check.check();
                        case Job.Acceptance acceptance ->
                            "the acceptance test of "
                                    + acceptance.slot().environment().upper() + " has no command or no address to ask";
                        case Job.Load _, Job.Difference _, Job.Alarms _ -> "recorded traffic is sent by no command";
                    });
        }
        ports.runner().start(isolated(spec.get(), observed));
        book.restarted(job);
        return new Outcome.Done(Optional.empty());
    }

    /// The level that the rules ask for; the best that works here where they ask for the best.
    private static JobSpec isolated(JobSpec spec, Observed observed) {
        return switch (observed.rules().policy().isolation()) {
            case BEST -> spec;
            case BUBBLEWRAP -> spec.withIsolation(Isolation.BUBBLEWRAP);
            case USER -> spec.withIsolation(Isolation.USER);
            case NONE -> spec.withIsolation(Isolation.NONE);
        };
    }

    private JobSpec spec(Job job, CommitId commit, Command command, Cache cache, Map<String, String> variables) {
        Limits limits = new Limits(
                command.timeout(), Limits.USUAL.memoryBytes(), Limits.USUAL.outputBytes(), Limits.USUAL.processes());
        Map<String, String> all = new TreeMap<>(variables);
        all.put("SHA", commit.hex());
        return JobSpec.of(
                        new JobId(job.id()),
                        new Workspace.CleanCopy(commit),
                        command.line(),
                        cache,
                        settings.isolation())
                .withLimits(limits)
                .withEnvironment(all);
    }

    /// A commit without a build command is packed as it is.
    private Optional<JobSpec> build(Job job, AppName app, CommitId commit, Cache cache) {
        return config.recipe(app, commit)
                .map(recipe -> spec(
                                job,
                                commit,
                                recipe.build().orElse(new Command("true", Duration.ofMinutes(5), Retry.NONE)),
                                cache,
                                Map.of())
                        .collecting(recipe.artifact()));
    }

    /// The command is the commit's own. One that takes a check's command away does not escape it: then trunk's
    /// is run.
    private Optional<JobSpec> check(Job.Check check, Observed observed) {
        return Stream.concat(Stream.of(check.commit()), observed.trunk().inForce().stream())
                .flatMap(commit -> command(check, commit, observed).stream())
                .findFirst()
                .map(command -> spec(check, check.commit(), command, Cache.CHANGE, Map.of()))
                .map(spec -> report(check, observed).map(spec::reading).orElse(spec));
    }

    /// Where a check leaves its results is a rule: it is read from trunk.
    private static Optional<Report> report(Job.Check check, Observed observed) {
        return Optional.ofNullable(observed.rules().policy().checks().get(check.check()))
                .flatMap(Check::report);
    }

    private Optional<Command> command(Job.Check check, CommitId from, Observed observed) {
        return observed.rules().policy().apps().stream()
                .flatMap(app -> config.recipe(app.name(), from).stream())
                .flatMap(recipe -> Optional.ofNullable(recipe.checks().get(check.check())).stream())
                .findFirst();
    }

    /// Asks TEST by the address of its first app, as the change's own smoke test or else trunk's says.
    private Optional<JobSpec> smoke(Job.Smoke job, Observed observed) {
        EnvironmentName environment = new EnvironmentName("pr-" + job.change().value());
        Optional<Recipe> recipe = observed.rules().policy().apps().stream()
                .flatMap(app -> config.recipe(app.name(), job.commit()).stream())
                .findFirst();
        Optional<Command> command = recipe.flatMap(own -> own.acceptance().smoke())
                .or(() -> observed.rules().policy().test().flatMap(TestPolicy::smoke));
        Optional<URI> url = recipe.flatMap(own -> observed.target(new Slot(own.app(), environment)))
                .map(target -> target.address().byPort());
        return command.isPresent() && url.isPresent()
                ? Optional.of(spec(
                        job,
                        job.commit(),
                        command.get(),
                        Cache.CHANGE,
                        Map.of(
                                "URL",
                                url.get().toString(),
                                "ENV",
                                environment.text(),
                                "PR",
                                Integer.toString(job.change().value()))))
                : Optional.empty();
    }

    private Optional<JobSpec> acceptance(Job.Acceptance job, Observed observed) {
        EnvironmentName environment = job.slot().environment();
        CommitId commit = observed.ledger()
                .state()
                .slot(job.slot())
                .attempt()
                .map(attempt -> attempt.release().commit())
                .orElse(job.subject().commit());
        Optional<EnvironmentPolicy> rules = observed.rules().policy().environment(environment);
        Optional<Command> asked = rules.flatMap(
                environmentRules -> observed.rules().policy().accept(job.slot().app(), environmentRules));
        // A commit from before the rules asked for an acceptance test is asked by the command of the rules. How long it
        // may take is a rule in any case: by it others know when to take the move over.
        Optional<Command> command = config.recipe(job.slot().app(), commit)
                .flatMap((Recipe recipe) -> recipe.accept(environment))
                .map(own -> asked.map(rule -> new Command(own.line(), rule.timeout(), rule.retry()))
                        .orElse(own))
                .or(() -> asked);
        Optional<URI> url = observed.target(job.slot()).flatMap(target -> address(job, target));
        if (rules.isEmpty() || command.isEmpty() || url.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(spec(
                        job,
                        commit,
                        command.get(),
                        Cache.TRUNK,
                        Map.of("URL", url.get().toString(), "ENV", environment.text()))
                .withSecrets(Set.of()));
    }

    /// What stands in the way of asking the shared address: another program that listens there would answer for the
    /// release.
    private static Optional<String> strangersPort(Job job, Observed observed) {
        return job instanceof Job.Acceptance acceptance && acceptance.phase() == Job.Phase.AFTER
                ? observed.target(acceptance.slot())
                        .map(target -> target.address().trouble())
                        .filter(trouble -> !trouble.isEmpty())
                        .map(trouble -> "the acceptance test of "
                                + acceptance.slot().environment().upper() + " waits: " + trouble)
                : Optional.empty();
    }

    /// The shared address after the switch; else the address of one instance of the deployment.
    private static Optional<URI> address(Job.Acceptance job, Observation target) {
        if (job.phase() == Job.Phase.AFTER) {
            return Optional.of(target.address().byPort());
        }
        return target.deployments().stream()
                .filter(one -> one.id().equals(TargetReader.name(job.subject(), job.deployment())))
                .flatMap(one -> one.instances().stream())
                .map(Observation.Instance::address)
                .findFirst();
    }
}
