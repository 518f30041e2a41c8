package arelops.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.PersonName;
import arelops.core.policy.NotInThisRelease;
import arelops.core.policy.Team;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DetectionTest {
    private static Detected detect(Map<String, String> files) {
        return Detection.detect(files.keySet(), path -> Optional.ofNullable(files.get(path)));
    }

    @Test
    void maven_is_built_with_its_wrapper_where_there_is_one() {
        assertThat(detect(Map.of("pom.xml", "<project/>")).build()).contains("mvn -q -B -DskipTests package");
        Detected boot = detect(Map.of("pom.xml", "<artifactId>spring-boot-starter</artifactId>", "mvnw", ""));
        assertThat(boot.build()).contains("./mvnw -q -B -DskipTests package");
        assertThat(boot.run()).contains("java -jar target/*.jar --server.port=$PORT");
        assertThat(boot.checks()).containsEntry("tests", "./mvnw -q -B verify");
    }

    @Test
    void gradle_node_and_make_are_known() {
        assertThat(detect(Map.of("build.gradle", "", "gradlew", "")).build()).contains("./gradlew -q assemble");
        Detected node = detect(Map.of(
                "package.json", "{\"scripts\": {\"start\": \"node .\", \"test\": \"node --test\", \"lint\": \"x\"}}",
                "package-lock.json", "{}"));
        assertThat(node.build()).contains("npm ci");
        assertThat(node.run()).contains("npm start");
        assertThat(node.checks()).containsOnlyKeys("lint", "tests");
        Detected make = detect(Map.of("Makefile", "build:\n\tcc\ntest: build\nVERSION := 1\nlint:\n"));
        assertThat(make.build()).contains("make build");
        assertThat(make.checks()).containsOnlyKeys("lint", "tests");
    }

    @Test
    void damaged_or_missing_files_detect_less_and_never_break() {
        assertThat(detect(Map.of())).isEqualTo(Detected.NOTHING);
        assertThat(detect(Map.of("package.json", "{oops")).build()).contains("npm install");
        assertThat(Detection.detect(Map.of("package.json", "").keySet(), path -> Optional.empty())
                        .checks())
                .isEmpty();
        assertThat(detect(Map.of("package.json", "[]")).run()).isEmpty();
    }

    @Test
    void a_dockerfile_alone_is_named_as_not_in_this_release() {
        assertThat(PolicyFile.none(ConfigSamples.SHOP, detect(Map.of("Dockerfile", "FROM scratch")))
                        .policy()
                        .notInThisRelease())
                .extracting(NotInThisRelease::gate)
                .contains("image");
    }

    @Test
    @DisplayName("CHG-2: init for one person writes a small team, and the text loads")
    void init_for_one_person_writes_a_small_team() {
        Detected maven = detect(Map.of("pom.xml", ""));

        String text = InitText.of(maven, List.of(new PersonName("ana")));

        assertThat(text).contains("team: small").contains("people: [ana]");
        PolicyFile.Valid valid = ConfigSamples.valid(text);
        assertThat(valid.policy().team()).isEqualTo(new Team.Small(List.of(new PersonName("ana"))));
        assertThat(valid.recipes()
                        .of(ConfigSamples.SHOP)
                        .orElseThrow()
                        .build()
                        .orElseThrow()
                        .line())
                .isEqualTo("mvn -q -B -DskipTests package");
        assertThat(valid.recipes().of(ConfigSamples.SHOP).orElseThrow().checks())
                .containsOnlyKeys("tests");
    }

    @Test
    void init_loads_for_nobody_for_many_and_for_odd_commands() {
        Detected odd = new Detected(
                Optional.of("it's: a #1 \"build\""), Optional.of("true"), Map.of("tests", "123"), "Makefile", false);
        List<PersonName> many = List.of(new PersonName("ana"), new PersonName("ben"), new PersonName("cem"));

        PolicyFile.Valid valid = ConfigSamples.valid(InitText.of(odd, many));

        assertThat(valid.recipes()
                        .of(ConfigSamples.SHOP)
                        .orElseThrow()
                        .build()
                        .orElseThrow()
                        .line())
                .isEqualTo("it's: a #1 \"build\"");
        assertThat(valid.recipes().of(ConfigSamples.SHOP).orElseThrow().run()).contains("true");
        assertThat(ConfigSamples.valid(InitText.of(Detected.NOTHING, List.of()))
                        .policy()
                        .checks())
                .isEmpty();
        assertThat(ConfigSamples.valid(InitText.of(odd, List.of(new PersonName("123"))))
                        .policy()
                        .team())
                .isEqualTo(new Team.Small(List.of(new PersonName("123"))));
    }
}
