package arelops.core.policy;

import arelops.core.id.EnvironmentName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds what is wrong with the rules by which answers are compared.
final class DifferencePolicyCheck {
    /// As `core.difference` names them; names of headers are in lower case.
    private static final Pattern PLACE =
            Pattern.compile("status|body|header [^\\p{Upper}\\s,]+( [^\\s,]+)*|\\$([.\\[][^\\p{Cntrl},]*)?");

    /// Where no user is.
    private static final Set<EnvironmentName> COMPARED = Set.of(EnvironmentName.BETA, EnvironmentName.PASSIVE);

    private DifferencePolicyCheck() {}

    static List<Problem> problems(String at, EnvironmentPolicy environment, DifferencePolicy diff) {
        List<Problem> problems = new ArrayList<>();
        if (!COMPARED.contains(environment.name())) {
            problems.add(new Problem(
                    at,
                    environment.name().equals(EnvironmentName.PRODUCTION)
                            ? "recorded traffic is not sent to where users are."
                            : "answers are compared in beta and passive alone.",
                    "Write it in beta or passive."));
        }
        for (String place : diff.ignore()) {
            if (!PLACE.matcher(place).matches()) {
                problems.add(new Problem(
                        at + ".ignore",
                        "\"" + place + "\" is no place of an answer.",
                        "Write status, body, 'header x-build' or '$.items[].stock', without a comma."));
            }
        }
        return problems;
    }
}
