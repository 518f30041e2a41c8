package arelops.app.traffic.load;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Usage;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.app.metrics.router.SoakWindow;
import arelops.core.load.Beside;
import arelops.core.load.FiredAlerts;
import arelops.core.load.Saturation;
import arelops.core.policy.Watch;
import arelops.core.release.Seen;
import arelops.core.release.Thresholds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// What is seen beside the steps of one load test. For one thread.
public final class StepWatch {
    private static final Duration OFTENEST_USE = Duration.ofSeconds(1);
    private static final Duration OFTENEST_ALERTS = Duration.ofSeconds(2);
    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final int PART = 10;

    /// Alerts come later than what they tell of.
    private static final Duration LONGEST_AFTER = Duration.ofSeconds(30);

    private static final int AFTER_PART = 5;

    /// So long an alert that a step fired may take until it is over.
    private static final Duration QUIET = Duration.ofMinutes(10);

    private final LoadOrder order;
    private final Bystanders field;
    private final AlertEars ears;
    private final Consumer<String> waits;
    private boolean patient = true;
    private long seq = -1;

    /// @param waits hears what is waited for between two steps
    public StepWatch(LoadOrder order, Bystanders field, InstantSource clock, Consumer<String> waits) {
        this.order = order;
        this.field = field;
        this.ears = new AlertEars(order.watched(), field.alerts(), clock);
        this.waits = waits;
    }

    /// Waits until the alerts of earlier steps are over, so that each alert is one step's; where one lasts too long it
    /// is not waited for again.
    void quiet() throws InterruptedException {
        if (!order.ladder().limits().alerts() || !patient || ears.lasting().isEmpty()) {
            return;
        }
        waits.accept("waiting until the alert " + ears.lasting().orElse("") + " is over");
        long end = System.nanoTime() + QUIET.toNanos();
        while (ears.lasting().isPresent() && System.nanoTime() - end < 0) {
            TimeUnit.NANOSECONDS.sleep(shorter(OFTENEST_ALERTS, part()).toNanos());
            ears.look();
        }
        patient = ears.lasting().isEmpty();
    }

    /// A step begins.
    Step begin(LoadOrder.Asked asked) {
        if (ears.listens()) {
            ears.begin(asked.commit());
        }
        return new Step(asked, windows().isPresent());
    }

    private Duration part() {
        return order.each().dividedBy(PART);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /// The windows that ended since they were read; empty where they cannot be read, or nothing is compared with them.
    private Optional<List<Window>> windows() {
        if (order.watched().thresholds().isEmpty() || order.watched().slot().isEmpty()) {
            return Optional.empty();
        }
        List<Window> all = new ArrayList<>();
        boolean more = true;
        while (more) {
            switch (field.counted().after(order.watched().slot().get(), seq)) {
                case Reply.Unknown<Windows> _ -> {
                    return Optional.empty();
                }
                case Reply.Known<Windows>(Windows some) -> {
                    all.addAll(some.windows());
                    seq = all.isEmpty() ? seq : all.getLast().seq();
                    more = some.more() && !some.windows().isEmpty();
                }
            }
        }
        return Optional.of(all);
    }

    /// One step, from before its first request to after its last answer.
    final class Step {
        private final LoadOrder.Asked asked;
        private final UseMeter use;
        /// Whether it is known where the windows of the step begin.
        private final boolean counted;
        private long nextUse;
        private long nextAlerts =
                System.nanoTime() + shorter(OFTENEST_ALERTS, part()).toNanos();

        private Step(LoadOrder.Asked asked, boolean counted) {
            this.asked = asked;
            this.counted = counted;
            this.use = new UseMeter(asked.deployments(), this::used);
            lookAtUse();
        }

        private Reply<Usage> used(DeploymentId deployment) {
            return order.watched()
                    .slot()
                    .map(slot -> field.used().of(slot, deployment))
                    .orElseGet(() -> new Reply.Unknown<>("nobody was asked"));
        }

        private void lookAtUse() {
            use.look();
            nextUse = System.nanoTime() + shorter(OFTENEST_USE, part()).toNanos();
        }

        private void listen() {
            ears.look();
            nextAlerts = System.nanoTime() + shorter(OFTENEST_ALERTS, part()).toNanos();
        }

        /// Looks until the step is over.
        void until(BooleanSupplier over) throws InterruptedException {
            while (!over.getAsBoolean()) {
                long now = System.nanoTime();
                if (now - nextUse >= 0) {
                    lookAtUse();
                }
                if (ears.listens() && now - nextAlerts >= 0) {
                    listen();
                }
                TimeUnit.NANOSECONDS.sleep(GLANCE.toNanos());
            }
        }

        /// What was seen; listens for a while longer.
        Beside end() throws InterruptedException {
            use.look();
            Saturation saturation = use.told();
            if (ears.listens()) {
                long after = System.nanoTime()
                        + shorter(LONGEST_AFTER, order.each().dividedBy(AFTER_PART))
                                .toNanos();
                until(() -> System.nanoTime() - after >= 0);
                ears.look();
            }
            FiredAlerts alerts = ears.end();
            return new Beside(saturation, alerts, windows().filter(_ -> counted).map(this::fired));
        }

        private List<String> fired(List<Window> windows) {
            List<Seen.Window> mine = asked.deployments().isEmpty()
                    ? List.of()
                    : windows.stream()
                            .map(window ->
                                    SoakWindow.of(window, asked.deployments().getFirst()))
                            .toList();
            return order.watched().thresholds().stream()
                    .filter(watch -> Thresholds.fired(mine, watch).isPresent())
                    .map(Watch::name)
                    .toList();
        }
    }
}
