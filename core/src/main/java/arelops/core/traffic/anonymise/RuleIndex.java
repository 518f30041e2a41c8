package arelops.core.traffic.anonymise;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Rules by the names at which they hold.
final class RuleIndex {
    private static final NameTable<Decision> NO_NAMES = new NameTable<>();
    private final List<String> sources = new ArrayList<>();
    private final int written;
    private final int firstDetector;
    private final int byDefault;
    private final Decision all;
    private final Map<Place, NameTable<Decision>> names = new EnumMap<>(Place.class);
    private final Map<Place, Decision> others = new EnumMap<>(Place.class);
    private final NameTable<List<PathRule>> json = new NameTable<>();
    private final List<PathRule> jsonOthers = new ArrayList<>();
    private final NameTable<List<PathRule>> xml = new NameTable<>();
    private final List<PathRule> xmlOthers = new ArrayList<>();
    private final List<PathPattern> paths = new ArrayList<>();
    private final HideRules.Bodies bodies;
    private final Unnamed unnamed;
    private int order;

    /// What becomes of ids outside of bodies that no rule names.
    enum Unnamed {
        /// They become others wherever they are.
        HIDE_IDS,
        /// Only cookies are looked at, by their names and for ids.
        LOOK_AT_COOKIES
    }

    RuleIndex(HideRules rules) {
        this(rules, StandardRules.all(), Unnamed.HIDE_IDS);
    }

    RuleIndex(HideRules rules, List<HideRule> standard, Unnamed unnamed) {
        for (Place place : Place.values()) {
            names.put(place, new NameTable<>());
            others.put(place, Decision.NONE);
        }
        rules.hide().forEach(rule -> add(rule, hiding(rule)));
        written = sources.size();
        rules.keep().forEach(rule -> add(rule, Decision.KEEP));
        standard.forEach(rule -> add(rule, hiding(rule)));
        firstDetector = sources.size();
        for (Detector detector : Detector.values()) {
            sources.add("detector " + detector.name().toLowerCase(Locale.ROOT));
        }
        byDefault = sources.size();
        all = new Decision(Decision.Treatment.FAKE, byDefault);
        sources.add("not named by a rule");
        bodies = rules.bodies();
        this.unnamed = unnamed;
    }

    /// The rules, the detectors and the default, by index.
    List<String> sources() {
        return List.copyOf(sources);
    }

    /// Whether somebody wrote the rule of this index, so that even a single word of it is looked for
    /// afterwards.
    boolean isWritten(int source) {
        return source < written;
    }

    int source(Detector detector) {
        return switch (detector) {
            case EMAIL -> firstDetector;
            case CARD -> firstDetector + 1;
            case PHONE -> firstDetector + 2;
            case IBAN -> firstDetector + 3;
            case JWT -> firstDetector + 4;
            case TOKEN -> firstDetector + 5;
        };
    }

    int byDefault() {
        return byDefault;
    }

    /// Another value, whatever it is.
    Decision all() {
        return all;
    }

    /// What becomes of values in bodies that no rule names.
    Decision ofBodies() {
        return switch (bodies) {
            case ALLOW_LIST -> all;
            case DENY_LIST -> Decision.KEEP;
        };
    }

    /// Of a header, cookie, query, form or part.
    Decision named(Place place, long name) {
        return names.getOrDefault(place, NO_NAMES).get(name, others.getOrDefault(place, Decision.NONE));
    }

    /// Of a cookie that no rule names.
    Decision cookie(byte[] in, int from, int to) {
        return switch (unnamed) {
            case HIDE_IDS -> Decision.NONE;
            case LOOK_AT_COOKIES -> SessionCookies.isNameOfOne(in, from, to) ? all : Decision.NONE;
        };
    }

    /// Of a value that neither a rule nor what is around it says anything of: if this says nothing
    /// either, an id becomes another one.
    Decision otherwise(Place place) {
        return switch (unnamed) {
            case HIDE_IDS -> Decision.NONE;
            case LOOK_AT_COOKIES -> place == Place.COOKIE ? Decision.NONE : Decision.KEEP;
        };
    }

    /// Of the JSON value to which a way leads.
    Decision json(long[] way, int length) {
        return along(way, length, json, jsonOthers);
    }

    /// Of an XML element or attribute.
    Decision xml(long[] way, int length) {
        return along(way, length, xml, xmlOthers);
    }

    List<PathPattern> paths() {
        return paths;
    }

    private static Decision along(long[] way, int length, NameTable<List<PathRule>> table, List<PathRule> wild) {
        List<PathRule> named = table.get(way[length - 1], List.of());
        if (named.isEmpty() && wild.isEmpty()) {
            return Decision.NONE;
        }
        Decision found = Decision.NONE;
        int best = Integer.MAX_VALUE;
        for (PathRule rule : named) {
            if (rule.order() < best && rule.matches(way, length)) {
                best = rule.order();
                found = rule.decision();
            }
        }
        for (PathRule rule : wild) {
            if (rule.order() < best && rule.matches(way, length)) {
                best = rule.order();
                found = rule.decision();
            }
        }
        return found;
    }

    private Decision hiding(HideRule rule) {
        sources.add(rule.text());
        return new Decision(Decision.Treatment.of(rule.action()), sources.size() - 1);
    }

    private void add(HideRule rule, Decision decision) {
        Step last = rule.steps().getLast();
        switch (rule.place()) {
            case HEADER, COOKIE, QUERY, FORM, PART -> addName(rule.place(), last, decision);
            case PATH -> paths.add(new PathPattern(rule.steps(), decision));
            case JSON -> addPath(rule.steps(), decision, json, jsonOthers);
            case XML -> addPath(rule.steps(), decision, xml, xmlOthers);
            case FIELD -> {
                addName(Place.QUERY, last, decision);
                addName(Place.FORM, last, decision);
                addName(Place.PART, last, decision);
                addPath(List.of(new Step.Down(), last), decision, json, jsonOthers);
                addPath(List.of(new Step.Down(), last), decision, xml, xmlOthers);
            }
        }
    }

    private void addName(Place place, Step step, Decision decision) {
        switch (step) {
            case Step.Named named -> {
                NameTable<Decision> table = names.getOrDefault(place, new NameTable<>());
                table.computeIfAbsent(NameTable.hash(named.name()), () -> decision);
            }
            case Step.Any any ->
                others.put(place, others.getOrDefault(place, Decision.NONE).or(decision));
            case Step.At at -> throw new IllegalArgumentException("an index is no name: " + at);
            case Step.Down down -> throw new IllegalArgumentException("a name is wanted, not a way: " + down);
        }
    }

    private void addPath(List<Step> steps, Decision decision, NameTable<List<PathRule>> table, List<PathRule> wild) {
        PathRule rule = new PathRule(steps, order++, decision);
        switch (steps.getLast()) {
            case Step.Named named ->
                table.computeIfAbsent(NameTable.hash(named.name()), ArrayList::new)
                        .add(rule);
            case Step.Any any -> wild.add(rule);
            case Step.At at -> wild.add(rule);
            case Step.Down down -> wild.add(rule);
        }
    }
}
