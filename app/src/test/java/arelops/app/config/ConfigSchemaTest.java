package arelops.app.config;

import static arelops.app.config.ConfigSamples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ConfigSchemaTest {
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(ConfigSchema.text());

    private static JsonNode json(String yaml) {
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return new JsonMapper().valueToTree(loaded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "typical", "big"})
    void the_examples_fit_the_schema(String name) {
        assertThat(SCHEMA.validate(json(sample(name)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environments: {beta: {soak: 1 hour}}",
                "enviroments: {}",
                "environments: {production: {canary: [5, 10]}}",
                "approvals: '2'",
                "build: [make]",
                "checks: {tests: {timeout: 1m}}",
                "environments: {test: {soak: 1h}}",
                "targets: {a: {kind: moon}}",
                "team: tiny"
            })
    void the_schema_refuses_what_the_parser_refuses(String yaml) {
        assertThat(SCHEMA.validate(json(yaml))).isNotEmpty();
        assertThat(ConfigSamples.parse(yaml)).isInstanceOf(PolicyFile.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environments: {passive: off, beta: , staging: {probe: [/a]}, production: {canary: false}}",
                "{team: small, people: [ana]}",
                "env: {A: 1, B: true, C: text}",
                "environments: {beta: {freeze: 2026-12-24, canary: small, soak: {length: 1h}}}",
                "data: irreversible",
                "watch: {p99: 300ms, errors: {max: 0.5%}, requests: {min: 20}}",
                "checks: {tests: {run: make, report: {junit: target/*.xml}, retry: 1}}"
            })
    void the_schema_takes_what_the_parser_takes(String yaml) {
        assertThat(SCHEMA.validate(json(yaml))).isEmpty();
        assertThat(ConfigSamples.parse(yaml)).isInstanceOf(PolicyFile.Valid.class);
    }

    /// Run with -Darelops.write=true to write the files anew.
    @Test
    void the_committed_schema_and_reference_are_the_generated_ones() throws IOException {
        assertCommitted(Path.of("..", "docs", "arelops.schema.json"), ConfigSchema.text());
        assertCommitted(Path.of("..", "docs", "reference-config.md"), ConfigReference.text());
    }

    private static void assertCommitted(Path file, String generated) throws IOException {
        if (Boolean.getBoolean("arelops.write")) {
            Files.writeString(file, generated);
        }
        assertThat(Files.readString(file)).isEqualTo(generated);
    }
}
