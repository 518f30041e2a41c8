package arelops.app.deploy;

import static arelops.app.node.Fixture.QUIET;
import static arelops.app.node.Fixture.SLOT;
import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.find;
import static arelops.app.node.Fixture.get;
import static arelops.app.node.Fixture.healthy;
import static arelops.app.node.Fixture.observe;
import static arelops.app.node.Fixture.serve;
import static arelops.app.node.Fixture.size;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.node.Eventually;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every adapter of [DeployTarget] promises; each runs it on the real thing.
public interface DeployTargetContract {

    DeployTarget target();

    /// A target of the same kind that cannot be reached.
    DeployTarget unreachable();

    @Test
    default void a_slot_that_saw_nothing_is_closed_and_has_no_token() {
        Observation seen = observe(target());

        assertThat(seen.highest()).isEqualTo(Token.NONE);
        assertThat(seen.deployments()).isEmpty();
        assertThat(seen.route()).isInstanceOf(Route.Closed.class);
    }

    @Test
    @DisplayName("REL-2: a lower token is refused, and nothing is done")
    default void a_lower_token_is_refused(@TempDir Path folder) {
        target().route(SLOT, token(7), new Route.Closed("seven"), QUIET);

        Answer start = target().start(SLOT, token(6), spec("r1-t6", folder, app("")));
        Answer route = target().route(SLOT, token(6), new Route.Closed("six"), QUIET);
        Answer stop = target().stop(SLOT, token(6), new DeploymentId("r1-t6"));

        assertThat(start).isEqualTo(new Answer.Fenced(token(7)));
        assertThat(route).isEqualTo(new Answer.Fenced(token(7)));
        assertThat(stop).isEqualTo(new Answer.Fenced(token(7)));
        assertThat(observe(target()).route()).isEqualTo(new Route.Closed("seven"));
        assertThat(observe(target()).deployments()).isEmpty();
    }

    @Test
    default void the_same_command_again_changes_nothing(@TempDir Path folder) {
        DeploymentSpec spec = spec("r1-t5", folder, app(""));
        long pid = healthy(target(), token(5), spec).instances().getFirst().pid();
        serve(target(), token(5), spec, QUIET);

        assertThat(target().start(SLOT, token(5), spec)).isEqualTo(new Answer.Done(false));
        assertThat(target().route(SLOT, token(5), Route.Serving.all(spec.id()), QUIET))
                .isEqualTo(new Answer.Done(false));
        assertThat(target().stop(SLOT, token(5), new DeploymentId("r0-t1"))).isEqualTo(new Answer.Done(false));

        assertThat(observe(target()).deployments()).hasSize(1);
        assertThat(find(target(), spec).orElseThrow().instances().getFirst().pid())
                .isEqualTo(pid);
    }

    @Test
    default void an_id_means_one_thing_only(@TempDir Path folder) {
        target().start(SLOT, token(5), spec("r1-t5", folder, app("")));

        Answer other = target().start(SLOT, token(5), spec("r1-t5", folder, app("name=other")));

        assertThat(other).isInstanceOf(Answer.Refused.class);
    }

    @Test
    default void a_route_to_what_is_not_there_is_refused() {
        Answer answer = target().route(SLOT, token(3), Route.Serving.all(new DeploymentId("r9-t9")), QUIET);

        assertThat(answer).isEqualTo(new Answer.Refused("There is no deployment r9-t9 in hello/beta."));
    }

    @Test
    @DisplayName("TAG-4, DEP-1: what runs is observed with commit and digest")
    default void what_runs_is_observed_with_commit_and_digest(@TempDir Path folder) {
        DeploymentSpec spec = spec("r1-t5", folder, app("name=one"));

        Observation.Deployment seen = healthy(target(), token(5), spec);
        serve(target(), token(5), spec, QUIET);

        assertThat(seen.commit()).isEqualTo(spec.build().commit());
        assertThat(seen.artifact()).isEqualTo(spec.build().artifact());
        assertThat(observe(target()).highest()).isEqualTo(token(5));
        assertThat(get(HttpClient.newHttpClient(), observe(target()).address().byPort(), "/name")
                        .body())
                .isEqualTo("one");
    }

    @Test
    default void what_serves_the_address_cannot_be_stopped(@TempDir Path folder) {
        DeploymentSpec spec = spec("r1-t5", folder, app(""));
        healthy(target(), token(5), spec);
        serve(target(), token(5), spec, QUIET);

        assertThat(target().stop(SLOT, token(5), spec.id())).isInstanceOf(Answer.Refused.class);

        target().route(SLOT, token(5), new Route.Closed("maintenance"), QUIET);
        assertThat(target().stop(SLOT, token(5), spec.id())).isEqualTo(new Answer.Done(true));
        Eventually.until("stopped", () -> find(target(), spec).isEmpty());
    }

    @Test
    @DisplayName("TRF-4: what the processes of each instance use is told, with that of those that they started")
    default void what_is_used_is_told(@TempDir Path folder) {
        String spins = "sh -c 'while :; do :; done' & setsid sh -c 'while :; do :; done' & ";
        DeploymentSpec spec = size(spec("r1-t5", folder, spins + app("")), 2);
        DeploymentSpec rests = spec("r2-t6", folder, app(""));
        healthy(target(), token(5), spec);
        healthy(target(), token(6), rests);
        Usage before = usage(target(), spec);

        Usage after = Eventually.get(
                "half a second of a core more by each",
                () -> Optional.of(usage(target(), spec))
                        .filter(now -> more(before, now, 0) > 500 && more(before, now, 1) > 500));

        assertThat(after.instances()).allSatisfy(one -> assertThat(one.memory()).isGreaterThan(1L << 20));
        assertThat(after.at()).isGreaterThan(before.at());
        assertThat(after.machine().cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(after.machine().busy().minus(before.machine().busy()).toMillis())
                .isGreaterThan(900);
        assertThat(usage(target(), rests).instances()).hasSize(1);
        assertThat(target().usage(SLOT, new DeploymentId("r9-t9"))).isInstanceOf(Reply.Unknown.class);
    }

    private static Usage usage(DeployTarget target, DeploymentSpec spec) {
        return switch (target.usage(SLOT, spec.id())) {
            case Reply.Known<Usage>(Usage usage) -> usage;
            case Reply.Unknown<Usage>(String because) -> throw new AssertionError(because);
        };
    }

    private static long more(Usage before, Usage now, int instance) {
        return now.instances()
                .get(instance)
                .cpu()
                .minus(before.instances().get(instance).cpu())
                .toMillis();
    }

    @Test
    @DisplayName("A target that does not answer is unknown, never empty")
    default void an_unreachable_target_is_unknown(@TempDir Path folder) {
        assertThat(unreachable().observe(SLOT)).isInstanceOf(Reply.Unknown.class);
        assertThat(unreachable().usage(SLOT, new DeploymentId("r1-t5"))).isInstanceOf(Reply.Unknown.class);
        assertThat(unreachable().windows(SLOT, 0)).isInstanceOf(Reply.Unknown.class);
        assertThat(unreachable().logs(SLOT, new LogQuery(new DeploymentId("r1"), 0, 0)))
                .isInstanceOf(Reply.Unknown.class);
        assertThat(unreachable().start(SLOT, token(1), spec("r1-t1", folder, "true")))
                .isInstanceOf(Answer.Unknown.class);
    }
}
