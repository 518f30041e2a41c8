package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import java.util.List;
import java.util.stream.Stream;

/// What a ledger must tell of commits that went to PRODUCTION one after the other, whoever declared the moves and
/// however often they were begun.
///
/// @param commits in the order in which they went
/// @param back whether PRODUCTION was rolled back at the end, from the last to the one before
record Journey(List<CommitId> commits, boolean back) {
    static Journey there(CommitId... commits) {
        return new Journey(List.of(commits), false);
    }

    Journey andBack() {
        return new Journey(commits, true);
    }

    /// Each release was built once, and moved to and settled in each environment once, in order; nothing else was.
    void isToldBy(Story story) {
        assertThat(story.built()).isEqualTo(commits);
        List<String> there = each(commits);
        assertThat(story.of(EnvironmentName.BETA)).as("BETA").isEqualTo(there);
        assertThat(story.of(EnvironmentName.PASSIVE)).as("PASSIVE").isIn(there, List.of());
        assertThat(story.of(EnvironmentName.PRODUCTION)).as("PRODUCTION").isEqualTo(production(there));
    }

    private List<String> production(List<String> there) {
        if (!back) {
            return there;
        }
        CommitId to = commits.get(commits.size() - 2);
        return Stream.concat(there.stream(), Stream.of("rolled back to " + to.brief(), "moved to " + to.brief()))
                .toList();
    }

    /// Each commit moved in and settled.
    static List<String> each(List<CommitId> commits) {
        return commits.stream()
                .flatMap(commit -> Stream.of("moved to " + commit.brief(), "settled " + commit.brief()))
                .toList();
    }

    /// Each commit moved in and settled, and each but the first was taken back for the first again.
    static List<String> eachAndBack(List<CommitId> commits) {
        String first = commits.getFirst().brief();
        return commits.stream()
                .flatMap(commit -> Stream.concat(
                        each(List.of(commit)).stream(),
                        commit.equals(commits.getFirst())
                                ? Stream.of()
                                : Stream.of("rolled back to " + first, "moved to " + first)))
                .toList();
    }
}
