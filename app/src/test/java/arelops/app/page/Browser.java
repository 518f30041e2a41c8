package arelops.app.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real browser without a screen: Chromium, spoken to in its DevTools protocol over a pipe. It ends when the pipe
/// does, so that none outlives the tests; it reaches no other machine, and keeps what it keeps in a folder of its own.
public final class Browser implements Closeable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final LinkedBlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final List<JsonNode> events = new ArrayList<>();
    private final String tab;
    private int asked;

    private Browser(Process process) throws IOException, InterruptedException {
        this.process = process;
        Thread.ofVirtual().start(this::listen);
        String target = ask("", "Target.createTarget", object().put("url", "about:blank"))
                .path("targetId")
                .asText();
        tab = ask("", "Target.attachToTarget", object().put("targetId", target).put("flatten", true))
                .path("sessionId")
                .asText();
        for (String part : List.of("Page", "Runtime", "Log", "Network")) {
            ask(part + ".enable", object());
        }
    }

    /// The program, where it is installed.
    public static Optional<Path> program() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Starts one.
    ///
    /// @param folder empty; for its profile
    public static Browser in(Path folder, Path program) throws IOException, InterruptedException {
        // A process cannot be given the descriptors 3 and 4 in Java: a shell puts the pipes there.
        List<String> command = List.of(
                "/bin/sh",
                "-c",
                "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1",
                "sh",
                program.toString(),
                "--headless=new",
                "--no-sandbox", // as root there is none; it shows pages of this test alone
                "--remote-debugging-pipe",
                "--user-data-dir=" + folder,
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--disable-gpu",
                "--disable-sync",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--lang=en",
                "about:blank");
        return new Browser(new ProcessBuilder(command).start());
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /// Says who looks.
    public void cookie(String url, String name, String value) throws IOException, InterruptedException {
        ask("Network.setCookie", object().put("url", url).put("name", name).put("value", value));
    }

    /// Opens a page, and returns when it is there whole; forgets what was complained of before.
    public void open(String url) throws IOException, InterruptedException {
        events.clear();
        JsonNode navigated = ask("Page.navigate", object().put("url", url));
        if (navigated.has("errorText")) {
            throw new IOException(url + ": " + navigated.path("errorText").asText());
        }
        await("Page.loadEventFired");
    }

    /// What the page said on the console, what the browser said of it there (also of its security policy), and what did
    /// not load.
    public List<String> complaints() throws IOException, InterruptedException {
        evaluate("0"); // what was said before is heard before the answer
        return events.stream()
                .filter(event -> Stream.of(
                                "Log.entryAdded",
                                "Runtime.consoleAPICalled",
                                "Runtime.exceptionThrown",
                                "Network.loadingFailed")
                        .anyMatch(event.path("method").asText()::equals))
                .filter(event -> !event.at("/params/canceled").asBoolean()) // by us, as another page was opened
                .map(event -> event.path("params").toString())
                .toList();
    }

    /// How many requests the page has made that are about this.
    public long requests(String part) {
        return events.stream()
                .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
                .filter(event -> event.at("/params/request/url").asText().contains(part))
                .count();
    }

    public void size(int width, int height) throws IOException, InterruptedException {
        ask(
                "Emulation.setDeviceMetricsOverride",
                object().put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", width < 600));
    }

    /// Which colours whoever looks prefers.
    ///
    /// @param scheme `light` or `dark`
    public void prefers(String scheme) throws IOException, InterruptedException {
        ObjectNode media = object();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        ask("Emulation.setEmulatedMedia", media);
    }

    /// The page's own scripts; what a test asks of the page is answered either way.
    public void scripts(boolean on) throws IOException, InterruptedException {
        ask("Emulation.setScriptExecutionDisabled", object().put("value", !on));
    }

    public void press(String key, int code) throws IOException, InterruptedException {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            ask(
                    "Input.dispatchKeyEvent",
                    object().put("type", type).put("key", key).put("code", key).put("windowsVirtualKeyCode", code));
        }
    }

    /// Presses Enter, and returns when the page that this leads to is there.
    public void follow() throws IOException, InterruptedException {
        events.clear();
        ask(
                "Input.dispatchKeyEvent",
                object().put("type", "keyDown")
                        .put("key", "Enter")
                        .put("code", "Enter")
                        .put("text", "\r")
                        .put("windowsVirtualKeyCode", 13));
        await("Page.loadEventFired");
    }

    /// The value of an expression in the page.
    public JsonNode evaluate(String script) throws IOException, InterruptedException {
        JsonNode answer =
                ask("Runtime.evaluate", object().put("expression", script).put("returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IOException(answer.path("exceptionDetails").toString());
        }
        return answer.at("/result/value");
    }

    /// Returns when an expression in the page is true; the page looks again and again.
    public void until(String condition) throws IOException, InterruptedException {
        JsonNode answer = ask(
                "Runtime.evaluate",
                object().put(
                                "expression",
                                "new Promise((done) => { const look = () => (" + condition
                                        + ") ? done(true) : setTimeout(look, 50); look(); })")
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IOException(answer.path("exceptionDetails").toString());
        }
    }

    /// A picture of the whole page, as PNG.
    public byte[] picture() throws IOException, InterruptedException {
        return ask("Page.captureScreenshot", object().put("captureBeyondViewport", true))
                .path("data")
                .binaryValue();
    }

    private JsonNode ask(String method, ObjectNode parameters) throws IOException, InterruptedException {
        return ask(tab, method, parameters);
    }

    private JsonNode ask(String session, String method, ObjectNode parameters)
            throws IOException, InterruptedException {
        asked++;
        ObjectNode message = object().put("id", asked).put("method", method);
        message.set("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        OutputStream out = process.getOutputStream();
        out.write(JSON.writeValueAsBytes(message));
        out.write(0);
        out.flush();
        while (true) {
            JsonNode answer = next(method);
            if (answer.path("id").asInt() == asked) {
                if (answer.has("error")) {
                    throw new IOException(method + ": " + answer.path("error"));
                }
                return answer.path("result");
            }
        }
    }

    private void await(String event) throws IOException, InterruptedException {
        while (events.stream().noneMatch(one -> one.path("method").asText().equals(event))) {
            next(event);
        }
    }

    /// The next message; an event is kept.
    private JsonNode next(String awaited) throws IOException, InterruptedException {
        JsonNode message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null || message.isMissingNode()) {
            throw new IOException("the browser " + (message == null ? "does not answer" : "ended") + ": " + awaited);
        }
        if (message.has("method")) {
            events.add(message);
        }
        return message;
    }

    private void listen() {
        try (InputStream in = process.getInputStream()) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            byte[] part = new byte[64 * 1024];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                for (int i = 0; i < read; i++) {
                    if (part[i] == 0) {
                        heard.add(JSON.readTree(message.toString(StandardCharsets.UTF_8)));
                        message.reset();
                    } else {
                        message.write(part[i]);
                    }
                }
            }
        } catch (IOException e) {
            // it ended; whoever waits is told below
        }
        heard.add(JSON.missingNode());
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
