package arelops.app.node;

import arelops.app.OwnPorts;
import arelops.app.deploy.Answer;
import arelops.app.deploy.Build;
import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Health;
import arelops.app.deploy.InstanceState;
import arelops.app.deploy.Launch;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.Size;
import arelops.app.deploy.Standing;
import arelops.app.deploy.Stopping;
import arelops.app.deploy.Token;
import arelops.app.deploy.Watching;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words in which the tests of node and port speak.
public final class Fixture {
    public static final Slot SLOT = new Slot(new AppName("hello"), EnvironmentName.BETA);
    public static final Watching QUIET = Watching.of(Duration.ofSeconds(60), false, List.of());
    private static final CommitId COMMIT = new CommitId("0123456789abcdef0123456789abcdef01234567");

    private Fixture() {}

    /// A node on ports that are not those of tests beside this one.
    public static NodeSettings settings(Path data) {
        OwnPorts.lead(data);
        return new NodeSettings(
                data, 0, slotPorts(OwnPorts.area()), new PortRange(20_000, 31_999), new LogLimits(20_000, 3));
    }

    /// Ports for the slots of nodes of one process of tests.
    static PortRange slotPorts(int area) {
        int first = 10_000 + 100 * area;
        return new PortRange(first, first + 99);
    }

    /// The same, but failures are tried again sooner, and forgotten when the app was steady for so long.
    public static NodeSettings hasty(Path data, Duration steady) {
        NodeSettings usual = settings(data);
        return new NodeSettings(
                data,
                0,
                usual.slotPorts(),
                usual.instancePorts(),
                usual.logs(),
                new Pace(Duration.ofMillis(100), Duration.ofMillis(500), steady));
    }

    public static Token token(long value) {
        return new Token(value);
    }

    /// The command line of a [SampleApp] in the fastest JVM there is.
    public static String app(String arguments) {
        return "exec " + Path.of(System.getProperty("java.home"), "bin", "java")
                + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx48m -cp "
                + SampleApp.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath() + " "
                + SampleApp.class.getName() + " " + arguments;
    }

    /// A [SampleApp] that runs at once the first time; every later time only after [#release(Path, DeploymentSpec)].
    public static String appOnce(String arguments) {
        return "if [ -e $DATA/ran ]; then while [ ! -e $DATA/go ]; do sleep 0.05; done; rm $DATA/go; fi; "
                + "touch $DATA/ran; " + app(arguments);
    }

    /// Lets the app of [#appOnce(String)] run once more.
    public static void release(Path nodeData, DeploymentSpec spec) {
        try {
            Files.writeString(
                    nodeData.resolve("slots/hello/beta/deployments")
                            .resolve(spec.id().text())
                            .resolve("0/data/go"),
                    "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static DeploymentSpec spec(String id, Path directory, String run) {
        return new DeploymentSpec(
                new DeploymentId(id),
                new Build(COMMIT, Digest.of(id), directory),
                new Launch(run, Map.of("GREETING", "hello"), List.of(), "stable", Standing.ACTIVE),
                new Health("/health", Duration.ofSeconds(60)),
                Size.ONE,
                new Stopping(Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    public static DeploymentSpec deadline(DeploymentSpec spec, Duration deadline) {
        return new DeploymentSpec(
                spec.id(), spec.build(), spec.launch(), new Health("/health", deadline), spec.size(), spec.stopping());
    }

    public static DeploymentSpec size(DeploymentSpec spec, int instances) {
        return new DeploymentSpec(
                spec.id(), spec.build(), spec.launch(), spec.health(), new Size(instances, 0), spec.stopping());
    }

    public static DeploymentSpec grace(DeploymentSpec spec, Duration grace) {
        return new DeploymentSpec(
                spec.id(),
                spec.build(),
                spec.launch(),
                spec.health(),
                spec.size(),
                new Stopping(Duration.ofSeconds(10), grace));
    }

    public static DeploymentSpec drain(DeploymentSpec spec, Duration drain) {
        return new DeploymentSpec(
                spec.id(),
                spec.build(),
                spec.launch(),
                spec.health(),
                spec.size(),
                new Stopping(drain, Duration.ofSeconds(10)));
    }

    public static DeploymentSpec secrets(DeploymentSpec spec, String... names) {
        Launch launch = spec.launch();
        return new DeploymentSpec(
                spec.id(),
                spec.build(),
                new Launch(launch.run(), launch.variables(), List.of(names), launch.role(), launch.standing()),
                spec.health(),
                spec.size(),
                spec.stopping());
    }

    public static Observation observe(DeployTarget target) {
        return switch (target.observe(SLOT)) {
            case Reply.Known<Observation>(Observation seen) -> seen;
            case Reply.Unknown<Observation>(String because) -> throw new AssertionError(because);
        };
    }

    public static Optional<Observation.Deployment> find(DeployTarget target, DeploymentSpec spec) {
        return observe(target).deployments().stream()
                .filter(each -> each.id().equals(spec.id()))
                .findFirst();
    }

    public static Observation.Instance instance(DeployTarget target, DeploymentSpec spec) {
        return find(target, spec).orElseThrow().instances().getFirst();
    }

    /// Starts it and waits until it is healthy.
    public static Observation.Deployment healthy(DeployTarget target, Token token, DeploymentSpec spec) {
        Answer answer = target.start(SLOT, token, spec);
        if (!(answer instanceof Answer.Done)) {
            throw new AssertionError("not started: " + answer);
        }
        return Eventually.get("healthy: " + spec.id(), () -> {
            Observation.Deployment seen = find(target, spec).orElseThrow();
            for (Observation.Instance instance : seen.instances()) {
                if (!instance.state().alive()) {
                    throw new AssertionError(instance.state().toString());
                }
            }
            return seen.healthy() ? Optional.of(seen) : Optional.empty();
        });
    }

    /// Waits for a state of the first instance.
    public static <S extends InstanceState> S state(DeployTarget target, DeploymentSpec spec, Class<S> kind) {
        return Eventually.get(kind.getSimpleName(), () -> {
            InstanceState state = instance(target, spec).state();
            return kind.isInstance(state) ? Optional.of(kind.cast(state)) : Optional.empty();
        });
    }

    /// Waits until the first instance has failed at least so often in a row, and returns it.
    public static Observation.Instance failed(DeployTarget target, DeploymentSpec spec, int failures) {
        return Eventually.get(
                failures + " failures",
                () -> Optional.of(instance(target, spec)).filter(instance -> instance.failures() >= failures));
    }

    /// Lets an app of which `/held` was asked go on; it is asked behind the router's back.
    public static void letGo(HttpClient client, DeployTarget target, DeploymentSpec spec) {
        get(client, instance(target, spec).address(), "/release");
    }

    public static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    public static void serve(DeployTarget target, Token token, DeploymentSpec spec, Watching watching) {
        Answer answer = target.route(SLOT, token, Route.Serving.all(spec.id()), watching);
        if (!(answer instanceof Answer.Done)) {
            throw new AssertionError("not routed: " + answer);
        }
    }

    public static HttpResponse<String> get(HttpClient client, URI address, String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
