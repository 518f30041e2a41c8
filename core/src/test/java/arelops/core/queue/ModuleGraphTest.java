package arelops.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.policy.QueueRules;
import arelops.core.policy.SourceModule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ModuleGraphTest {
    private final ModuleGraph graph = new ModuleGraph(SmallQueues.MODULES);

    private static Touched modules(String... names) {
        return new Touched.Modules(new TreeSet<>(Set.of(names)));
    }

    @Test
    void a_change_touches_its_module_and_all_that_need_it() {
        assertThat(graph.touchedBy(List.of("doc/a.md"))).isEqualTo(modules("doc"));
        assertThat(graph.touchedBy(List.of("lib/src/A.java"))).isEqualTo(modules("lib", "app", "web"));
        assertThat(graph.touchedBy(List.of("app/A.java", "doc/a.md"))).isEqualTo(modules("app", "doc"));
    }

    @Test
    void a_path_that_belongs_to_no_module_touches_everything() {
        assertThat(graph.touchedBy(List.of("doc/a.md", "pom.xml"))).isEqualTo(Touched.EVERYTHING);
        assertThat(graph.touchedBy(List.of("library/A.java"))).isEqualTo(Touched.EVERYTHING);
    }

    @Test
    void without_modules_everything_is_touched() {
        assertThat(new ModuleGraph(Map.of()).touchedBy(List.of())).isEqualTo(Touched.EVERYTHING);
    }

    @Test
    void a_change_without_a_changed_path_touches_nothing() {
        assertThat(graph.touchedBy(List.of())).isEqualTo(modules());
    }

    @Test
    void a_merge_is_compared_in_all_that_the_touched_modules_read() {
        assertThat(graph.proof(modules("app")).modules()).contains(new TreeSet<>(Set.of("app", "lib")));
        assertThat(graph.proof(modules("doc")).modules()).contains(new TreeSet<>(Set.of("doc")));
        assertThat(graph.proof(Touched.EVERYTHING).modules()).isEmpty();
    }

    @Test
    void modules_that_need_one_another_are_touched_together() {
        ModuleGraph circle = new ModuleGraph(Map.of(
                "a", new SourceModule(List.of("a"), Set.of("b")), "b", new SourceModule(List.of("b"), Set.of("a"))));

        assertThat(circle.touchedBy(List.of("a/x"))).isEqualTo(modules("a", "b"));
    }

    @Test
    void paths_are_files_folders_or_patterns() {
        assertMatches("lib", List.of("lib", "lib/a", "lib/a/b"), List.of("library/a", "a/lib"));
        assertMatches("lib/", List.of("lib/a"), List.of("lib2/a"));
        assertMatches("services/*", List.of("services/a/b", "services/x.txt"), List.of("services"));
        assertMatches("**/*.md", List.of("a.md", "doc/a.md", "x/y/a.md"), List.of("a.mdx"));
        assertMatches("src/**/Test?.java", List.of("src/Test1.java", "src/a/b/TestA.java"), List.of("src/Test.java"));
        assertMatches("a+b.c", List.of("a+b.c"), List.of("aab.c", "a+bxc"));
        assertMatches(".", List.of("a", "a/b"), List.of());
    }

    private static void assertMatches(String pattern, List<String> in, List<String> out) {
        ModuleGraph one = new ModuleGraph(Map.of("m", new SourceModule(List.of(pattern), Set.of())));
        assertThat(in).allSatisfy(path -> assertThat(one.ownersOf(path)).containsExactly("m"));
        assertThat(out).allSatisfy(path -> assertThat(one.ownersOf(path)).isEmpty());
    }

    @Test
    void rules_name_modules_that_are_not_there_and_paths_that_lie_outside() {
        QueueRules rules = QueueRules.STANDARD.withModules(Map.of(
                "app",
                new SourceModule(List.of("../app"), Set.of("lib")),
                "web",
                new SourceModule(List.of(), Set.of())));

        assertThat(rules.problems("merge"))
                .extracting(problem -> problem.path() + ": " + problem.message())
                .containsExactlyInAnyOrder(
                        "merge.modules.app.paths: '../app' is no path inside the repository.",
                        "merge.modules.app.needs: there is no module lib.",
                        "merge.modules.web.paths: no path belongs to web.");
    }
}
