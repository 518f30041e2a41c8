package arelops.core.traffic.anonymise;

import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpMessage;
import java.util.List;
import java.util.stream.Stream;

/// Makes the requests of one copy of a recording those of other persons: what tells one (see
/// `docs/traffic.md`) becomes a pseudonym once more, by the copy's own key; all other bytes stay.
///
/// It is a function of key, rules, copy and value: the same person is the same other one in all
/// requests and sessions of the copy. Not for several threads.
public final class OtherPersons {
    private final MessageHiding messages;

    /// @param rules by which the recording was taken: what they name by hand tells a person
    /// @param copy from 1
    public OtherPersons(RecordingKey recording, HideRules rules, int copy) {
        if (copy < 1) {
            throw new IllegalArgumentException("the recorded ones are no copy: " + copy);
        }
        RuleIndex index = new RuleIndex(ofPersons(rules), StandardRules.ofPersons(), RuleIndex.Unnamed.LOOK_AT_COOKIES);
        Pseudonyms pseudonyms = new Pseudonyms(recording.ofCopy(copy), PseudonymCache.SMALL);
        messages = new MessageHiding(new Values(pseudonyms, new Finds(index), index, 0));
    }

    /// A recorded request as this copy sends it; the same object if it tells no person.
    public HttpMessage request(HttpMessage recorded) {
        HttpMessage other = messages.request(recorded);
        if (other.extent() == Extent.BLANKED && recorded.extent() != Extent.BLANKED) {
            other = new HttpMessage(other.head(), recorded.body(), recorded.length(), recorded.extent());
        }
        return other.equals(recorded) ? recorded : other;
    }

    /// Of what was dropped or blanked nothing is left that could become another.
    private static HideRules ofPersons(HideRules rules) {
        List<HideRule> hide = rules.hide().stream()
                .filter(rule -> leavesSomething(rule.action()))
                .toList();
        Stream<HideRule> gone = rules.hide().stream().filter(rule -> !leavesSomething(rule.action()));
        return new HideRules(hide, Stream.concat(gone, rules.keep().stream()).toList(), HideRules.Bodies.DENY_LIST);
    }

    private static boolean leavesSomething(Action action) {
        return switch (action) {
            case DROP, BLANK -> false;
            case HASH, FAKE -> true;
        };
    }
}
