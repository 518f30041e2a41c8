package arelops.app.traffic;

import arelops.app.fault.Fault;
import arelops.core.traffic.SkipRule;
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

    /// Requests that are not recorded.
    public static List<SkipRule> skip(List<String> texts) {
        List<SkipRule> rules = new ArrayList<>();
        for (String text : texts) {
            switch (SkipRule.parse(text)) {
                case SkipRule.Parsed.Rule(SkipRule rule) -> rules.add(rule);
                case SkipRule.Parsed.Wrong(String because, String mend) ->
                    throw new Fault(Fault.Kind.INPUT, "traffic.rule", "The rule '" + text + "': " + because, mend);
            }
        }
        return rules;
    }

    private static List<HideRule> parsed(List<String> texts) {
        List<HideRule> rules = new ArrayList<>();
        for (String text : texts) {
            switch (HideRuleText.written(text)) {
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
