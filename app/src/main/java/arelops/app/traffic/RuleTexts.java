package arelops.app.traffic;

import arelops.app.fault.Fault;
import arelops.core.traffic.anonymise.HideRule;
import arelops.core.traffic.anonymise.HideRuleText;
import arelops.core.traffic.anonymise.HideRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Rules as a person writes them: `RULE`, or `RULE=drop`, `=blank`, `=hash`, `=fake`.
public final class RuleTexts {
    private RuleTexts() {}

    /// Beside the standard rules, with an allow-list for bodies.
    public static HideRules rules(List<String> hide, List<String> leave) {
        return new HideRules(parsed(hide), parsed(leave), HideRules.Bodies.ALLOW_LIST);
    }

    /// The rules as texts from which [#rules(List, List)] makes them again.
    static List<String> texts(List<HideRule> rules) {
        return rules.stream()
                .map(rule -> rule.text() + "=" + rule.action().name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<HideRule> parsed(List<String> texts) {
        List<HideRule> rules = new ArrayList<>();
        for (String text : texts) {
            int action = text.matches(".*=(drop|blank|hash|fake)") ? text.lastIndexOf('=') : text.length();
            HideRuleText.Parsed parsed = action == text.length()
                    ? HideRuleText.parse(text)
                    : HideRuleText.parse(text.substring(0, action), text.substring(action + 1));
            switch (parsed) {
                case HideRuleText.Parsed.Rule(HideRule rule) -> rules.add(rule);
                case HideRuleText.Parsed.Wrong wrong ->
                    throw new Fault(
                            Fault.Kind.INPUT,
                            "traffic.rule",
                            "The rule '" + text + "' is not understood from character " + (wrong.at() + 1) + " on: "
                                    + wrong.because(),
                            "Write " + wrong.mend() + ". All forms: docs/anonymise.md.");
            }
        }
        return rules;
    }
}
