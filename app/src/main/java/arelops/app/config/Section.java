package arelops.app.config;

import arelops.core.id.PersonName;
import arelops.core.policy.Amount;
import arelops.core.policy.Approvals;
import arelops.core.policy.ByteSize;
import arelops.core.policy.Command;
import arelops.core.policy.DurationText;
import arelops.core.policy.Percent;
import arelops.core.policy.Retry;
import arelops.core.policy.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Typed reading of the keys of a tree that [ShapeCheck] has cleaned; what is not there is empty.
record Section(Yaml.Mapping node) {
    static final Section EMPTY = new Section(Yaml.nothing());

    Optional<Yaml> get(String key) {
        return node.get(key);
    }

    boolean has(String key) {
        return get(key).isPresent();
    }

    /// The keys below this key; none if it is not there or has a short form.
    Section section(String key) {
        return get(key).flatMap(Section::of).orElse(EMPTY);
    }

    static Optional<Section> of(Yaml yaml) {
        return yaml instanceof Yaml.Mapping mapping ? Optional.of(new Section(mapping)) : Optional.empty();
    }

    /// A value in its short form read as if it were the long form with `main`.
    static Section longForm(Yaml yaml, String main) {
        return of(yaml).orElseGet(() -> new Section(new Yaml.Mapping(
                List.of(new Yaml.Entry(new Yaml.Scalar(main, true, yaml.place()), yaml)), yaml.place())));
    }

    List<Yaml.Entry> entries() {
        return node.entries();
    }

    Optional<String> text(String key) {
        return get(key).flatMap(Section::scalar);
    }

    static Optional<String> scalar(Yaml yaml) {
        return yaml instanceof Yaml.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }

    /// One value or a list of them.
    List<String> texts(String key) {
        return get(key).map(Section::texts).orElse(List.of());
    }

    static List<String> texts(Yaml yaml) {
        return yaml instanceof Yaml.Sequence sequence
                ? sequence.items().stream()
                        .flatMap(item -> scalar(item).stream())
                        .toList()
                : scalar(yaml).stream().toList();
    }

    Optional<Duration> duration(String key) {
        return text(key).map(DurationText::parse);
    }

    Optional<ByteSize> size(String key) {
        return text(key).map(ByteSize::parse);
    }

    Optional<Integer> count(String key) {
        return text(key).map(Integer::valueOf);
    }

    Optional<Boolean> onOff(String key) {
        return get(key).flatMap(Section::onOff);
    }

    static Optional<Boolean> onOff(Yaml yaml) {
        return scalar(yaml).flatMap(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true" -> Optional.of(true);
            case "off", "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    Optional<Percent> percent(String key) {
        return text(key).map(Section::share);
    }

    private static Percent share(String text) {
        return new Percent(new BigDecimal(text.substring(0, text.length() - 1)));
    }

    List<Percent> percents(String key) {
        return texts(key).stream().map(Section::share).toList();
    }

    Optional<Amount> amount(String key) {
        return text(key).map(Section::measured);
    }

    private static Amount measured(String text) {
        if (text.endsWith("%")) {
            return new Amount.Share(share(text));
        }
        for (Amount.Severity severity : Amount.Severity.values()) {
            if (severity.toString().equals(text)) {
                return severity;
            }
        }
        return Character.isLetter(text.charAt(text.length() - 1))
                ? new Amount.Time(DurationText.parse(text))
                : new Amount.Count(new BigDecimal(text));
    }

    <W extends Enum<W>> Optional<W> word(String key, Class<W> words) {
        return text(key).map(text -> Enum.valueOf(words, text.toUpperCase(Locale.ROOT)));
    }

    Optional<Command> command(String key) {
        return get(key).flatMap(Section::command);
    }

    static Optional<Command> command(Yaml yaml) {
        Section command = longForm(yaml, "run");
        return command.text("run")
                .map(line ->
                        new Command(line, command.duration("timeout").orElse(Command.DEFAULT_TIMEOUT), retry(command)));
    }

    static Retry retry(Section command) {
        return command.count("retry").map(Retry::new).orElse(Retry.NONE);
    }

    Optional<Approvals> approvals(String key, Approvals standard) {
        return get(key).map(yaml -> {
            Section approvals = longForm(yaml, "count");
            return new Approvals(
                    approvals.count("count").orElse(standard.count()),
                    approvals.texts("from").stream()
                            .map(name -> PersonName.parse(name).text())
                            .toList(),
                    approvals.onOff("owners").orElse(standard.owners()));
        });
    }

    Settings settings() {
        Map<String, String> variables = new LinkedHashMap<>();
        section("env")
                .entries()
                .forEach(entry -> scalar(entry.value())
                        .ifPresent(value -> variables.put(entry.key().text(), value)));
        return new Settings(variables, texts("secrets").stream().distinct().toList());
    }

    List<PersonName> people(String key) {
        return texts(key).stream().map(PersonName::parse).distinct().toList();
    }
}
