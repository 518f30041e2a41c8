package arelops.core.change;

import static arelops.core.change.Questions.ANN;
import static arelops.core.change.Questions.BOB;
import static arelops.core.change.Questions.CAT;
import static arelops.core.change.Questions.DAN;
import static arelops.core.change.Questions.OTHER;
import static arelops.core.change.Questions.ofAnn;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.gate.Gate;
import arelops.core.gate.Gate.State;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// CHG-3, CHG-4: what needs the owners of code, or an admin.
class OwnersRulesTest {
    private static Gate owners(Questions change) {
        return change.gate("code owners");
    }

    private static Gate policy(Questions change) {
        return change.gate("policy change");
    }

    @Test
    @DisplayName("CHG-3: with `owners`, each path that has owners needs the approval of one of them")
    void one_of_the_owners() {
        Questions change = ofAnn().owners(
                        "*.js @bob @dan\n/docs/ @cat\n/free/", "a.js", "docs/b", "docs/c", "free/d", "e")
                .approved(CAT);

        Gate waiting = owners(change);
        assertThat(waiting.state()).isEqualTo(State.WAITING);
        assertThat(waiting.sentence()).isEqualTo("no owner approved a.js");
        assertThat(waiting.reading()).isEqualTo(new Gate.Reading("2", "3"));
        assertThat(waiting.unblocks()).contains("@bob or @dan: arelops approve 420");

        assertThat(owners(change.approved(DAN)).state()).isEqualTo(State.OPEN);
        assertThat(owners(change).sentence()).isEqualTo("approved by owners of all that it changes");
        assertThat(owners(change.pushed(OTHER)).lets()).isFalse();
        assertThat(owners(change).unblocks()).contains("one of each: @bob or @dan; @cat: arelops approve 420");
        assertThat(owners(change).sentence()).isEqualTo("no owner approved a.js, docs/b, docs/c");
    }

    @Test
    @DisplayName("CHG-3: an owner of code counts also where `from` names others")
    void owners_and_from() {
        Questions change = ofAnn().needs(1, "dan").owners("* @bob", "a").approved(BOB);
        assertThat(owners(change).lets()).isTrue();
        assertThat(change.approval().lets()).isFalse();
    }

    @Test
    @DisplayName("CHG-3: owners are groups of the config, accounts, and addresses of accounts")
    void names() {
        assertThat(owners(ofAnn().group("web", BOB).owners("* @web", "a")).unblocks())
                .get()
                .asString()
                .startsWith("@bob:");
        assertThat(owners(ofAnn().group("web", BOB).owners("* @Org/Web", "a")).unblocks())
                .get()
                .asString()
                .startsWith("@bob:");
        assertThat(owners(ofAnn().owners("* cat@EXAMPLE.org", "a")).unblocks())
                .get()
                .asString()
                .startsWith("@cat:");
        assertThat(owners(ofAnn().owners("* @Cat", "a")).unblocks())
                .get()
                .asString()
                .startsWith("@cat:");
        assertThat(owners(ofAnn().owners("* @org/cat", "a")).sentence())
                .as("a group is no person")
                .contains("have no account that may approve");
    }

    @Test
    @DisplayName(
            "CHG-3: where all owners wrote it, or cannot approve, any other approval will do, and the gate says so")
    void owners_who_wrote_it() {
        Questions change = ofAnn().account(ANN, Role.ADMIN).owners("* @ann @nobody cat@nowhere.org", "a");
        assertThat(owners(change).lets()).isFalse();
        assertThat(owners(change).sentence())
                .isEqualTo("no owner approved a; the owners of a wrote it or have no account that may approve,"
                        + " so any other approval will do");
        assertThat(owners(change).unblocks()).contains("@bob, @cat or @dan: arelops approve 420");
        assertThat(owners(change.approved(ANN)).lets()).isFalse();
        assertThat(owners(change.approved(CAT)).lets()).isTrue();
        assertThat(owners(change).sentence()).contains("any other approval will do");
        assertThat(owners(ofAnn().account(ANN, Role.ADMIN)
                                .owners("* @ann @bob", "a")
                                .approved(CAT))
                        .lets())
                .as("one owner is left")
                .isFalse();
    }

    @Test
    @DisplayName("CHG-3: without a file, without owned paths, or with nobody else there, nobody is asked for")
    void not_asked() {
        assertThat(owners(ofAnn().ownersWithoutFile()).sentence()).isEqualTo("trunk has no CODEOWNERS");
        assertThat(owners(ofAnn().owners("/b @bob", "a")).sentence()).isEqualTo("nobody owns what it changes");
        assertThat(owners(ofAnn().small(ANN).owners("* @bob", "a")).state()).isEqualTo(State.NOT_APPLICABLE);
        assertThat(ofAnn().ownersFile("* @bob", "a").gates())
                .as("owners: false")
                .hasSize(1);
    }

    @Test
    @DisplayName("CHG-3: CODEOWNERS that cannot be read lets nothing pass but what an admin approves in its place")
    void unreadable() {
        Questions change =
                ofAnn().owners("a\n".repeat(CodeOwners.MOST_LINES + 1), "a").approved(BOB, CAT);
        assertThat(owners(change).state()).isEqualTo(State.UNKNOWN);
        assertThat(owners(change).unblocks()).contains("an admin: arelops approve 420");
        assertThat(owners(change.approved(DAN)).state()).isEqualTo(State.OPEN);
        assertThat(owners(change).sentence()).endsWith("approved by @dan in the owners' place");
        assertThat(owners(change.account(DAN, Role.OPERATOR)).lets()).isFalse();
    }

    @Test
    @DisplayName("CHG-3: lines that are left out are named at the gate, and odd paths cannot write on a screen")
    void notes() {
        Gate gate = owners(ofAnn().owners("[S]\n!x\n* @bob", "a\u001b[2J", "b", "c", "d", "e"));
        assertThat(gate.sentence())
                .isEqualTo(
                        "no owner approved a?[2J, b, c and 2 other paths; line 1 of CODEOWNERS is left out, and 1 more");
        assertThat(owners(ofAnn().owners("!x\n/y @bob", "a")).sentence())
                .isEqualTo("nobody owns what it changes; line 1 of CODEOWNERS is left out");
        assertThat(owners(ofAnn().owners("*.a @bob\n*.b @cat\n*.c @dan\n*.d @ann", "1.a", "2.b", "3.c", "4.d"))
                        .unblocks())
                .contains("one of each: @bob; @cat; @dan; ...: arelops approve 420");
    }

    @Test
    @DisplayName(
            "CHG-4: a change that makes rules looser needs an admin who did not write it, and shows what it loosens")
    void looser() {
        Questions change =
                ofAnn().looser("approvals is 1, was 2.", "The check lint goes.").approved(BOB, CAT);

        Gate waiting = policy(change);
        assertThat(waiting.state()).isEqualTo(State.WAITING);
        assertThat(waiting.sentence())
                .isEqualTo("it makes rules looser: approvals is 1, was 2. The check lint goes."
                        + " An admin must approve that, who did not write it");
        assertThat(waiting.reading()).isEqualTo(new Gate.Reading("0", "1"));
        assertThat(waiting.unblocks()).contains("@dan: arelops approve 420");

        assertThat(policy(change.approved(DAN)).sentence()).endsWith(" Approved by @dan");
        assertThat(change.gates()).allMatch(Gate::lets);
        assertThat(policy(change.pushed(OTHER)).lets()).isFalse();
    }

    @Test
    @DisplayName("CHG-4: an admin who wrote it, who became admin later, or is none any more, does not allow it")
    void not_any_admin() {
        assertThat(policy(ofAnn().looser("Less.").wrote(DAN).approved(DAN)).lets())
                .isFalse();
        assertThat(policy(ofAnn().looser("Less.").wrote(DAN)).unblocks())
                .contains("an admin who did not write it: arelops approve 420");
        assertThat(policy(ofAnn().looser("Less.").approved(BOB).account(BOB, Role.ADMIN))
                        .lets())
                .isFalse();
        assertThat(policy(ofAnn().looser("Less.")
                                .approved(BOB)
                                .account(BOB, Role.ADMIN)
                                .approved(BOB))
                        .lets())
                .isTrue();
        assertThat(policy(ofAnn().looser("Less.").approved(DAN).account(DAN, Role.REVIEWER))
                        .lets())
                .isFalse();
        assertThat(policy(ofAnn().looser("Less.").approved(DAN).bot(DAN)).lets())
                .isFalse();
        assertThat(policy(ofAnn().needs(1, "bob").looser("Less.").approved(DAN)).lets())
                .as("`from` names others, but an admin is an admin")
                .isTrue();
    }

    @Test
    @DisplayName("CHG-4: the owner of the config file allows it too, where one is named for that very file")
    void owner_of_the_config() {
        String named = "* @cat\n/.arelops.yaml @bob @ann";
        Questions change = ofAnn().looser("Less.").ownersFile(named, Questions.CONFIG);
        assertThat(policy(change).sentence())
                .endsWith("An admin or the owner of the file must approve that, who did not write it");
        assertThat(policy(change).unblocks()).contains("@bob or @dan: arelops approve 420");
        assertThat(policy(change.approved(CAT)).lets()).isFalse();
        assertThat(policy(change.approved(BOB)).lets()).isTrue();
        assertThat(policy(ofAnn().looser("Less.")
                                .ownersFile("* @bob", Questions.CONFIG)
                                .approved(BOB))
                        .lets())
                .as("whoever owns everything is not named for it")
                .isFalse();
        assertThat(policy(ofAnn().account(ANN, Role.REVIEWER)
                                .small(ANN, BOB)
                                .looser("Less.")
                                .ownersFile(named, Questions.CONFIG)
                                .approved(ANN))
                        .lets())
                .as("an owner who wrote it does not, in a small team neither")
                .isFalse();
        assertThat(policy(ofAnn().small(ANN, BOB).looser("Less.").ownersFile(named, Questions.CONFIG))
                        .unblocks())
                .contains("@bob or @dan: arelops approve 420");
    }

    @Test
    @DisplayName("CHG-2, CHG-4: in a small team the admin may be the author; where nobody else is left nobody is asked")
    void small_team() {
        Questions own =
                ofAnn().account(ANN, Role.ADMIN).small(ANN, BOB).looser("Less.").approved(ANN);
        assertThat(policy(own).lets()).isTrue();
        assertThat(own.approval().lets()).as("it is not the other's approval").isFalse();
        assertThat(own.last().standing()).isEqualTo(Counted.Standing.AUTHOR);
        assertThat(policy(ofAnn().account(ANN, Role.ADMIN).small(ANN, BOB).looser("Less."))
                        .unblocks())
                .contains("@ann or @dan: arelops approve 420");
        Gate alone = policy(ofAnn().small(ANN).looser("Less."));
        assertThat(alone.state()).isEqualTo(State.NOT_APPLICABLE);
        assertThat(alone.sentence())
                .isEqualTo("it makes rules looser: Less. Nobody else is in the team who could approve that");
    }

    @Test
    @DisplayName("CHG-3: the names in sentences are sorted, and at most five")
    void at_most_five() {
        Questions change = ofAnn().account(DAN, Role.QA);
        for (int i = 3; i > 0; i--) {
            change.account(new PersonName("a" + i), Role.REVIEWER);
        }
        assertThat(change.approval().unblocks()).contains("@a1, @a2, @a3, @bob or @cat: arelops approve 420");
        change.account(DAN, Role.REVIEWER);
        assertThat(change.approval().unblocks()).contains("@a1, @a2, @a3, @bob, @cat or 1 more: arelops approve 420");
    }
}
