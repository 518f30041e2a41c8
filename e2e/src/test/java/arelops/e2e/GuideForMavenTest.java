package arelops.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/start.md` tells for a Maven web app. Needs what a first build of this program needs: Maven Central.
class GuideForMavenTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>shop</groupId><artifactId>my-shop</artifactId><version>1</version>
              <properties>
                <maven.compiler.source>21</maven.compiler.source><maven.compiler.target>21</maven.compiler.target>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <build>
                <finalName>my-shop</finalName>
                <plugins><plugin>
                  <artifactId>maven-jar-plugin</artifactId>
                  <configuration>
                    <archive><manifest><mainClass>shop.App</mainClass></manifest></archive>
                  </configuration>
                </plugin></plugins>
              </build>
            </project>
            """;

    private static final String APP = """
            package shop;

            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;

            public final class App {
                public static void main(String[] args) throws Exception {
                    int port = Integer.parseInt(args[0].substring("--server.port=".length()));
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/", exchange -> {
                        byte[] body = ("my shop " + System.getenv("SHA")).getBytes();
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    private static final String CONFIG = """
            build: ./mvnw -q -B -DskipTests package
            run: java -jar target/my-shop.jar --server.port=$PORT
            health: /health
            accept: sh accept.sh $URL
            team: small
            people: [ana]
            window: 1s
            environments:
              beta: {soak: {length: 2s, samples: 2}}
              passive: {canary: off, soak: {length: 2s, samples: 2}}
              production: {canary: off, soak: {length: 2s, samples: 2}}
            """;

    @TempDir
    Path folder;

    private Guide guide;

    @BeforeEach
    void an_empty_repository() throws Exception {
        guide = Guide.in(folder, "my-shop");
    }

    @AfterEach
    void everything_is_stopped() throws Exception {
        guide.program().arelops("down");
    }

    @Test
    @DisplayName("TAG-1, LINE-3, CHG-6: the guide for a Maven web app brings its first commit to PRODUCTION")
    void the_guide_works_as_written() throws Exception {
        copy("mvnw");
        copy(".mvn/wrapper/maven-wrapper.properties");
        Files.writeString(guide.file("pom.xml"), POM);
        Files.createDirectories(guide.file("src/main/java/shop"));
        Files.writeString(guide.file("src/main/java/shop/App.java"), APP);
        Files.writeString(guide.file("accept.sh"), "# asks the running app\nprintf '%s\\n' \"$1\" | grep -q http\n");
        guide.commit("A shop");

        guide.says(0, "build: ./mvnw -q -B -DskipTests package", "init");
        Files.writeString(guide.file(".arelops.yaml"), CONFIG);
        guide.says(0, "can be used", "config", "check");
        String commit = guide.commit("Release with ARelOps");
        guide.says(0, "controller", "up");

        guide.settled(commit);
        guide.agree(commit, List.of("beta", "passive", "production"));
        guide.says(0, "chain intact", "verify");
        guide.says(0, "apps stopped", "down");
    }

    private void copy(String name) throws Exception {
        Path to = guide.file(name);
        Files.createDirectories(to.getParent());
        Files.copy(ROOT.resolve(name), to);
    }
}
