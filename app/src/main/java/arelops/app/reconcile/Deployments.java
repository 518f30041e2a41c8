package arelops.app.reconcile;

import arelops.app.deploy.Answer;
import arelops.app.deploy.Arm;
import arelops.app.deploy.Build;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Health;
import arelops.app.deploy.Launch;
import arelops.app.deploy.Route;
import arelops.app.deploy.Size;
import arelops.app.deploy.Standing;
import arelops.app.deploy.Stopping;
import arelops.app.deploy.Token;
import arelops.app.deploy.Users;
import arelops.app.deploy.Watching;
import arelops.app.run.RunSettings;
import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.SlotState;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import arelops.core.policy.Recipe;
import arelops.core.policy.Serving;
import arelops.core.policy.TestPolicy;
import arelops.core.policy.TrafficSources;
import arelops.core.release.Action;
import arelops.core.release.Seen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Speaks to the target: what to start and how, from artifact, recipe and rules.
final class Deployments {
    private static final Stopping STOPPING = new Stopping(Duration.ofSeconds(30), Duration.ofSeconds(10));

    private final Ports ports;
    private final Settings settings;
    private final Config config;

    Deployments(Ports ports, Settings settings, Config config) {
        this.ports = ports;
        this.settings = settings;
        this.config = config;
    }

    Answer start(Action.Deploy deploy, Observed observed) {
        Slot slot = deploy.slot();
        Release release = deploy.release();
        Optional<Recipe> recipe = config.recipe(slot.app(), release.commit());
        Optional<String> run = recipe.flatMap(Recipe::run);
        if (run.isEmpty()) {
            return new Answer.Refused("the config of " + release.commit().brief() + " does not say how to run "
                    + slot.app() + ": give it `run:`");
        }
        EnvironmentPolicy rules = rules(slot.environment(), observed.rules().policy());
        arelops.core.policy.Settings given = observed.rules()
                .policy()
                .app(slot.app())
                .map(app -> app.settings().with(rules.serving().settings()))
                .orElse(rules.serving().settings());
        Path folder = settings.deployments().resolve(Performer.folder(slot, release, deploy.token()));
        if (!Files.exists(folder)) {
            ports.store().unpack(release.artifact(), folder);
        }
        Standing standing = slot.environment().equals(EnvironmentName.PASSIVE) ? Standing.STANDBY : Standing.ACTIVE;
        return ports.target()
                .start(
                        slot,
                        new Token(deploy.token()),
                        new DeploymentSpec(
                                TargetReader.name(release, deploy.token()),
                                new Build(release.commit(), release.artifact(), folder),
                                new Launch(
                                        run.get(),
                                        variables(slot, given.variables(), observed),
                                        given.secrets(),
                                        role(deploy, observed),
                                        standing),
                                new Health(recipe.get().health(), rules.healthDeadline()),
                                new Size(rules.instances(), 0),
                                STOPPING));
    }

    /// What an instance is started as. A canary is started as what it becomes when it has passed.
    private static String role(Action.Deploy deploy, Observed observed) {
        Optional<CanaryRun> run =
                observed.ledger().state().slot(deploy.slot()).attempt().flatMap(SlotState.Attempt::canary);
        return run.filter(canary -> canary.token() == deploy.token()).isPresent() ? "baseline" : "stable";
    }

    /// Those of a TEST environment are the standard's, with the settings of TEST and without
    /// probes: nothing
    /// soaks there.
    private static EnvironmentPolicy rules(EnvironmentName environment, Policy policy) {
        return policy.environment(environment).orElseGet(() -> {
            EnvironmentPolicy standard = EnvironmentPolicy.standard(environment);
            return standard.withServing(new Serving(
                    standard.tag(),
                    standard.target(),
                    1,
                    standard.keep(),
                    policy.test().map(TestPolicy::settings).orElse(arelops.core.policy.Settings.NONE),
                    TrafficSources.OFF));
        });
    }

    /// The app runs with the Java that built it, unless the config says otherwise. In TEST it is told
    /// where other apps are reached: those of the same change in its TEST, all others in BETA (TST-2).
    private Map<String, String> variables(Slot slot, Map<String, String> given, Observed observed) {
        String java = System.getProperty("java.home");
        Map<String, String> variables = new TreeMap<>();
        if (observed.rules().policy().environment(slot.environment()).isEmpty()) {
            TestReader.up(slot, observed.changes())
                    .ifPresent(up ->
                            up.others().reached().forEach((app, address) -> variables.put(variable(app), address)));
            observed.targets().forEach((other, target) -> {
                if (other.environment().equals(EnvironmentName.BETA)
                        && !other.app().equals(slot.app())) {
                    variables.put(
                            variable(other.app()), target.address().byPort().toString());
                }
            });
            observed.targets().forEach((other, target) -> {
                if (other.environment().equals(slot.environment())
                        && !other.app().equals(slot.app())) {
                    variables.put(
                            variable(other.app()), target.address().byPort().toString());
                }
            });
        }
        variables.put("JAVA_HOME", java);
        variables.put("PATH", Path.of(java, "bin") + ":" + RunSettings.USUAL_PATH);
        variables.putAll(given);
        return variables;
    }

    /// `TAX_URL` for the app `tax`.
    private static String variable(AppName app) {
        return app.text().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_URL";
    }

    Answer route(Action.Switch change, Observed observed) {
        Optional<Release> release = change.deployment().isPresent()
                ? release(change.slot(), change.deployment().getAsLong(), observed)
                : Optional.empty();
        if (change.deployment().isPresent() && release.isEmpty()) {
            return new Answer.Unknown("the deployment is gone");
        }
        return route(change.slot(), change.token(), Performer.route(change, release), observed);
    }

    /// Its share to stable's deployment as the baseline, the rest to the one on trial.
    Answer divide(Action.Divide divide, Observed observed) {
        Optional<Release> trial = release(divide.slot(), divide.deployment(), observed);
        Optional<Release> stable = release(divide.slot(), divide.baseline(), observed);
        if (trial.isEmpty() || stable.isEmpty()) {
            return new Answer.Unknown("the deployment is gone");
        }
        Route shares = new Route.Serving(List.of(
                new Route.Share(
                        Arm.STABLE, TargetReader.name(trial.get(), divide.deployment()), 100 - divide.percent()),
                new Route.Share(Arm.BASELINE, TargetReader.name(stable.get(), divide.baseline()), divide.percent())));
        return route(divide.slot(), divide.token(), shares, observed);
    }

    /// To the canary its share, to its baseline as much, to stable the rest.
    Answer share(Action.Try trying, Observed observed) {
        List<Route.Share> shares = new ArrayList<>();
        int percent = trying.canary().percent();
        int beside = trying.baseline().isPresent() ? Math.min(percent, 100 - percent) : 0;
        boolean known = add(
                        shares,
                        trying,
                        observed,
                        new Part(Arm.CANARY, trying.canary().deployment(), percent))
                && add(shares, trying, observed, new Part(Arm.STABLE, trying.stable(), 100 - percent - beside))
                && (trying.baseline().isEmpty()
                        || add(
                                shares,
                                trying,
                                observed,
                                new Part(Arm.BASELINE, trying.baseline().getAsLong(), beside)));
        return known
                ? route(trying.slot(), trying.token(), new Route.Serving(shares), observed)
                : new Answer.Unknown("the deployment is gone");
    }

    private record Part(Arm arm, long deployment, int percent) {}

    private static boolean add(List<Route.Share> shares, Action.Try trying, Observed observed, Part part) {
        Optional<Release> release = release(trying.slot(), part.deployment(), observed);
        release.ifPresent(found ->
                shares.add(new Route.Share(part.arm(), TargetReader.name(found, part.deployment()), part.percent())));
        return release.isPresent();
    }

    /// Where the slot's users are served; the route stays as it is.
    Answer redirect(Action.Redirect redirect) {
        Users users = redirect.to()
                .<Users>map(to -> new Users.Elsewhere(
                        to.standby(), TargetReader.name(to.release(), to.deployment()), redirect.percent()))
                .orElse(Users.HERE);
        return ports.target().redirect(redirect.slot(), new Token(redirect.token()), users);
    }

    Answer measure(Action.Measure measure, Observed observed) {
        return observed.target(measure.slot())
                .map(target -> route(measure.slot(), measure.token(), target.route(), observed))
                .orElseGet(() -> new Answer.Unknown("the target did not say where its traffic goes"));
    }

    private Answer route(Slot slot, long token, Route route, Observed observed) {
        Policy policy = observed.rules().policy();
        EnvironmentPolicy rules = rules(slot.environment(), policy);
        return ports.target()
                .route(
                        slot,
                        new Token(token),
                        route,
                        new Watching(
                                policy.window(),
                                rules.probe().on(),
                                rules.probe().paths(),
                                rules.mirror()));
    }

    Answer stop(Action.Stop stop, Observed observed) {
        return release(stop.slot(), stop.deployment(), observed)
                .map(release -> ports.target()
                        .stop(stop.slot(), new Token(stop.token()), TargetReader.name(release, stop.deployment())))
                .orElseGet(() -> new Answer.Done(false));
    }

    private static Optional<Release> release(Slot slot, long token, Observed observed) {
        Seen seen = observed.slots().get(slot);
        return seen != null && seen.target() instanceof Seen.Target.Running running
                ? Optional.ofNullable(running.deployments().get(token)).map(Seen.Deployment::release)
                : Optional.empty();
    }
}
