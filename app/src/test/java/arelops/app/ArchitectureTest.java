package arelops.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import arelops.app.deploy.DeployTarget;
import arelops.app.git.GitRepository;
import arelops.app.ledger.Ledger;
import arelops.app.run.Runner;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The tenets of ARCHITECTURE.md that the build can enforce.
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/app/page/templates/")) // made of the templates
            .importPackages("arelops.core", "arelops.app");

    @Test
    void core_depends_on_nothing_but_the_jdk_without_files_sockets_and_threads() {
        classes()
                .that()
                .resideInAPackage("arelops.core..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "arelops.core..",
                                "java.lang..",
                                "java.math",
                                "java.nio.charset",
                                "java.security",
                                "java.text",
                                "java.time..",
                                "java.util",
                                "java.util.function",
                                "java.util.regex",
                                "java.util.stream",
                                "java.util.zip",
                                "javax.crypto..",
                                "org.jspecify.annotations")
                        .or(equivalentTo(ByteOrder.class))) // two constants
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("arelops.core..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(InstantSource.class, java.time.Clock.class, Random.class, UUID.class, Thread.class)
                .check(CLASSES);
    }

    @Test
    void nothing_reads_the_wall_clock_the_environment_or_random_ids_by_itself() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("arelops.app.Main")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .check(CLASSES);
    }

    @Test
    void only_reconcile_moves_environments_and_records_what_happened() {
        noClasses()
                .that()
                .resideOutsideOfPackages("arelops.app.reconcile..", "arelops.app.deploy..", "arelops.app.node..")
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                        com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(
                                                DeployTarget.class)))
                        .and(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                                        "start|route|stop"))))
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("arelops.app.reconcile..", "arelops.app.run..")
                .should()
                .callMethod(Runner.class, "start", arelops.app.run.JobSpec.class)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("arelops.app.reconcile..", "arelops.app.ledger..")
                .should()
                .callMethod(
                        Ledger.class,
                        "append",
                        arelops.app.ledger.LedgerView.class,
                        List.class,
                        List.class,
                        arelops.app.ledger.Rebase.class,
                        Instant.class)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "arelops.app.reconcile..",
                        "arelops.app.ledger..",
                        "arelops.app.change..",
                        "arelops.app.git..",
                        "arelops.app.people..",
                        "arelops.app.forge..")
                .should()
                .callMethod(GitRepository.class, "push", List.class)
                .check(CLASSES);
    }

    @Test
    void adapters_know_nothing_of_each_other() {
        // The port to a target and the node behind it are one adapter in two processes.
        List<List<String>> adapters = List.of(
                List.of("arelops.app.git.."),
                List.of("arelops.app.run.."),
                List.of("arelops.app.config.."),
                List.of("arelops.app.deploy..", "arelops.app.node.."));
        List<String> users = List.of(
                "arelops.app.ledger..",
                "arelops.app.people..",
                "arelops.app.reconcile..",
                "arelops.app.answer..",
                "arelops.app.page..",
                "arelops.app.web..",
                "arelops.app.cli..",
                "arelops.app.up..",
                "arelops.app.demo..");

        for (List<String> adapter : adapters) {
            Stream<String> others =
                    adapters.stream().filter(other -> !other.equals(adapter)).flatMap(List::stream);
            noClasses()
                    .that()
                    .resideInAnyPackage(adapter.toArray(String[]::new))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Stream.concat(others, users.stream()).toArray(String[]::new))
                    .check(CLASSES);
        }
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("arelops.app.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("arelops.core.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void yaml_is_read_in_one_package_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("arelops.app.config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .check(CLASSES);
    }

    @Test
    void every_package_says_what_it_is_about() {
        CLASSES.stream()
                .map(type -> type.getPackageName().replace('.', File.separatorChar))
                .distinct()
                .filter(name -> !name.isEmpty())
                .forEach(name -> {
                    Path app = Path.of("src/main/java", name, "package-info.java");
                    Path core = Path.of("../core/src/main/java", name, "package-info.java");
                    org.assertj.core.api.Assertions.assertThat(Files.exists(app) || Files.exists(core))
                            .as("package-info.java of " + name)
                            .isTrue();
                });
    }
}
