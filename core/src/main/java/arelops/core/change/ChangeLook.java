package arelops.core.change;

import java.util.Optional;

/// What one look knows of one open change.
///
/// @param pushed the head that the branch it follows has now, where that is another one
/// @param merge what merging it into trunk comes to
/// @param config whether the config that would be in force with it can be used
/// @param question what people said of it, with all that says whether that counts
/// @param test its TEST environment
public record ChangeLook(
        ChangeState state,
        Optional<Head> pushed,
        MergeSeen merge,
        ConfigSeen config,
        ApprovalQuestion question,
        TestSeen test) {

    /// Whether somebody brought it who may not run commands here (REL-5): without an account, or a viewer's.
    public boolean isStrangers() {
        return !question.accounts().mayDevelop(state.bringer());
    }

    boolean mayRun() {
        return !isStrangers() || state.votes().runs().contains(state.commit());
    }
}
