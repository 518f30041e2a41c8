package arelops.bench.changes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The whole program at work on a repository, as a person starts it.
///
/// @param startMillis how long `arelops up` took
record Running(Path shop, Path home, Path launcher, URI url, String token, HttpClient client, double startMillis)
        implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int MOST_LOOKS = 2_400;
    private static final Pattern URL = Pattern.compile("\"url\" : \"([^\"]+)\"");
    private static final Pattern NODE = Pattern.compile("\"node\" : \"([^\"]+)\"");

    static Running on(Path shop, Path home, Path launcher) throws IOException, InterruptedException {
        long start = System.nanoTime();
        String said = said(shop, home, launcher, List.of("--json", "up"));
        String token = Files.readString(Path.of(first(NODE, said)).resolveSibling("token"))
                .strip();
        URI url = URI.create(first(URL, said));
        HttpClient client = HttpClient.newHttpClient();
        double millis = (System.nanoTime() - start) / 1e6;
        return new Running(shop, home, launcher, url, token, client, millis);
    }

    private static String first(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("arelops up said " + text);
        }
        return matcher.group(1);
    }

    private static String said(Path shop, Path home, Path launcher, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        Path out = Files.createTempFile(home, "said-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(shop.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(out.toFile());
        builder.environment().put("ARELOPS_HOME", home.resolve("data").toString());
        int code = builder.start().waitFor();
        String said = Files.readString(out);
        if (code != 0) {
            throw new IOException(command + " ended with " + code + ": " + said);
        }
        return said;
    }

    private static int asked(HttpClient client, URI url, String token, String path)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(url.resolve("/api/v1/" + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode();
    }

    /// How many milliseconds it takes until the first look is over, and the API tells of it.
    double looks() throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < MOST_LOOKS; i++) {
            if (asked(client, url, token, "changes?state=all") == 200) {
                return (System.nanoTime() - start) / 1e6;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IOException("no look has ended after " + PAUSE.multipliedBy(MOST_LOOKS));
    }

    /// How many milliseconds an answer of the API takes.
    double asks(String path) throws IOException, InterruptedException {
        long start = System.nanoTime();
        if (asked(client, url, token, path) != 200) {
            throw new IOException(path + " is not answered");
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /// How many milliseconds a command takes, from the shell's view.
    double runs(List<String> arguments) throws IOException, InterruptedException {
        long start = System.nanoTime();
        said(shop, home, launcher, arguments);
        return (System.nanoTime() - start) / 1e6;
    }

    @Override
    public void close() {
        client.close();
        try {
            said(shop, home, launcher, List.of("down"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
