package arelops.core.release;

import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.util.Optional;

/// Work that takes longer than a look; its name derives from what it is for, so that it is started once.
public sealed interface Job {
    /// What it is for: the same for each of its attempts.
    String work();

    int attempt();

    /// The stable name.
    default String id() {
        return work() + "-" + attempt();
    }

    /// What a job with this name is for.
    static String work(String id) {
        return id.substring(0, Math.max(0, id.lastIndexOf('-')));
    }

    record Build(AppName app, CommitId commit, int attempt) implements Job {
        @Override
        public String work() {
            return "build-" + app + "-" + commit.hex().substring(0, 16);
        }
    }

    /// Builds a release's commit once more, as the store has lost its artifact and a move needs it.
    ///
    /// @param token the move's
    record Rebuild(Slot slot, long token, Release release, int attempt) implements Job {
        @Override
        public String work() {
            return "rebuild-" + slot.app() + "-" + slot.environment() + "-" + token;
        }
    }

    /// A check on a trunk commit.
    record Check(CommitId commit, String check, int attempt) implements Job {
        @Override
        public String work() {
            return "check-" + check.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9.-]", "-") + "-"
                    + commit.hex().substring(0, 16);
        }
    }

    /// Builds an app of a merge result, for the TEST environment of a change: never for a release.
    record TestBuild(AppName app, ChangeNumber change, CommitId commit, int attempt) implements Job {
        @Override
        public String work() {
            return "testbuild-" + app + "-pr-" + change.value() + "-"
                    + commit.hex().substring(0, 16);
        }
    }

    /// The smoke test of a TEST environment.
    ///
    /// @param token of what runs there
    record Smoke(ChangeNumber change, CommitId commit, long token, int attempt) implements Job {
        @Override
        public String work() {
            return "smoke-pr-" + change.value() + "-" + token;
        }
    }

    /// The acceptance test of an attempt.
    ///
    /// @param token the attempt's
    /// @param subject the release whose deployment is asked: the attempt's, or stable's as the control
    /// @param deployment the token of that deployment
    record Acceptance(Slot slot, long token, Phase phase, int attempt, Release subject, long deployment)
            implements Job {
        @Override
        public String work() {
            return "accept-" + slot.app() + "-" + slot.environment() + "-" + token + "-"
                    + phase.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /// Recorded traffic for a release that serves and is not settled yet, and for stable beside it.
    ///
    /// @param token the attempt's
    /// @param release what is asked
    /// @param stable what it is compared with, where it is up
    record Load(Slot slot, long token, LoadGate gate, int attempt, Asked release, Optional<Asked> stable)
            implements Job {
        @Override
        public String work() {
            return gate.work(slot, token);
        }
    }

    /// Recorded traffic for a release that serves and is not settled yet, and for stable beside it, to compare what
    /// both answer.
    ///
    /// @param token the attempt's
    record Difference(Slot slot, long token, int attempt, Asked release, Asked stable) implements Job {
        @Override
        public String work() {
            return work(slot, token);
        }

        private static String work(Slot slot, long token) {
            return "diff-" + slot.app() + "-" + slot.environment() + "-" + token;
        }

        /// What the one of an attempt is called.
        ///
        /// @param token the attempt's
        public static String id(Slot slot, long token) {
            return work(slot, token) + "-1";
        }
    }

    /// Replays with and without faults in a slot, to see whether its alarms fire.
    ///
    /// @param token the attempt's
    /// @param release what serves there
    /// @param rules the digest of those that it depends on
    record Alarms(Slot slot, long token, Digest rules, int attempt, Asked release) implements Job {
        @Override
        public String work() {
            return work(slot, token, rules);
        }

        private static String work(Slot slot, long token, Digest rules) {
            return "alarms-" + slot.app() + "-" + slot.environment() + "-" + token + "-" + rules.brief();
        }

        /// What the one of an attempt is called.
        static String id(Slot slot, long token, Digest rules) {
            return work(slot, token, rules) + "-1";
        }
    }

    /// A release at the address of its own deployment.
    ///
    /// @param deployment the token of that deployment
    record Asked(Release release, long deployment) {}

    /// Which recorded traffic.
    enum LoadGate {
        /// As it was.
        REPLAY,
        /// At growing factors.
        LOAD;

        /// The name of the check whose results the ledger keeps, and of its key in the config.
        public String check() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /// What the one of an attempt is called.
        ///
        /// @param token the attempt's
        public String id(Slot slot, long token) {
            return work(slot, token) + "-1";
        }

        /// What the one of an attempt is for.
        ///
        /// @param token the attempt's
        String work(Slot slot, long token) {
            return check() + "-" + slot.app() + "-" + slot.environment() + "-" + token;
        }
    }

    /// Where and when the acceptance test asks.
    enum Phase {
        /// The new release at its own address, before it serves.
        BEFORE,
        /// Stable at its own address, to tell a broken release from a broken environment.
        BEFORE_CONTROL,
        /// The environment's shared address, after the switch.
        AFTER,
        AFTER_CONTROL;

        /// The name of the check whose results the ledger keeps.
        public String check() {
            return "accept-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        public boolean isControl() {
            return switch (this) {
                case BEFORE, AFTER -> false;
                case BEFORE_CONTROL, AFTER_CONTROL -> true;
            };
        }

        Phase control() {
            return switch (this) {
                case BEFORE, BEFORE_CONTROL -> BEFORE_CONTROL;
                case AFTER, AFTER_CONTROL -> AFTER_CONTROL;
            };
        }
    }
}
