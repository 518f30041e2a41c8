package arelops.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Does once what short commands do, on a made-up answer, so that the launcher's cache of classes knows their way.
@Command(hidden = true, description = "Used by the launcher, when it makes its cache of classes.")
final class WarmUp implements Callable<Integer> {
    private static final String STATUS = """
            {"v":1,"sentence":"Nothing moves.","needsYou":false,"at":"2026-01-01T10:00:00Z","rules":{"broken":""},
            "trunk":[{"sha":"0123456789012345678901234567890123456789","short":"0123456","subject":"one","state":"built"}],
            "apps":[{"name":"shop","intake":{"because":"trunk is built","act":false,"until":{"kind":"event","text":"-"},
            "gates":[]},"environments":[{"name":"beta","tag":"BETA","sha":"0123456789012345678901234567890123456789",
            "short":"0123456","since":"2026-01-01T10:00:00Z","settled":true,"decision":{"because":"BETA runs it",
            "act":false,"until":{"kind":"event","text":"-"}},"gates":[]}]}],"relaxed":[],"notInThisRelease":[]}
            """;

    private final Surroundings world;
    private final Consumer<String[]> cli;

    @Mixin
    private Common common = new Common();

    WarmUp(Surroundings world, Consumer<String[]> cli) {
        this.world = world;
        this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answers = Thread.ofVirtual().start(() -> answer(server));
            String url = "http://127.0.0.1:" + server.getLocalPort();
            List.of(List.of("status", "--server", url), List.of("why", "--json", "--server", url), List.of("--help"))
                    .forEach(line -> cli.accept(line.toArray(String[]::new)));
            answers.interrupt();
        }
        new Session(world, common).print("Warm.");
        return Exit.GOOD;
    }

    private static void answer(ServerSocket server) {
        byte[] body = STATUS.getBytes(StandardCharsets.UTF_8);
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    OutputStream out = socket.getOutputStream();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                String line = in.readLine();
                while (line != null && !line.isEmpty()) {
                    line = in.readLine();
                }
                out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                                + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(body);
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException("the warm-up could not be answered", e);
                }
            }
        }
    }
}
