package arelops.app.config;

import arelops.core.id.AppName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The example files of the tests, and short ways to read a text as a config.
final class ConfigSamples {
    static final AppName SHOP = new AppName("shop");

    private ConfigSamples() {}

    static String sample(String name) {
        try (InputStream in = ConfigSamples.class.getResourceAsStream("/config/" + name + ".yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PolicyFile.Parsed parse(String text) {
        return PolicyFile.parse(PolicyFile.NAME, text.getBytes(StandardCharsets.UTF_8), SHOP, Detected.NOTHING);
    }

    static PolicyFile.Valid valid(String text) {
        return switch (parse(text)) {
            case PolicyFile.Valid valid -> valid;
            case PolicyFile.Invalid invalid -> throw new AssertionError(invalid.text());
        };
    }

    static PolicyFile.Invalid invalid(String text) {
        return switch (parse(text)) {
            case PolicyFile.Valid valid -> throw new AssertionError("was accepted: " + text);
            case PolicyFile.Invalid invalid -> invalid;
        };
    }
}
