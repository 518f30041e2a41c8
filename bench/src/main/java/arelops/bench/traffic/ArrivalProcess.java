package arelops.bench.traffic;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// An [ArrivalServer] as a process of its own, on a core of its own where there is one: its pauses are not the
/// sender's.
/// Both read one clock, as `System.nanoTime()` is the machine's on Linux.
final class ArrivalProcess implements AutoCloseable {
    private final Process process;
    private final DataInputStream answers;
    private final OutputStream commands;
    private final int port;

    ArrivalProcess() throws IOException {
        this(false);
    }

    /// @param shop whether it answers as a shop does, with an id that is new each time
    ArrivalProcess(boolean shop) throws IOException {
        List<String> command = new ArrayList<>(Cores.second());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmn128m",
                "-cp",
                System.getProperty("java.class.path"),
                ArrivalServer.class.getName()));
        if (shop) {
            command.add(ArrivalServer.SHOP);
        }
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        commands = process.getOutputStream();
        port = answers.readInt();
    }

    int port() {
        return port;
    }

    /// From now on so many are noted anew.
    void expect(int requests) throws IOException {
        say(ArrivalServer.EXPECT + requests);
        answers.readInt();
    }

    /// When each came, by System.nanoTime; 0 if it did not.
    long[] arrivals() throws IOException {
        say("arrivals");
        long[] arrivals = new long[answers.readInt()];
        for (int i = 0; i < arrivals.length; i++) {
            arrivals[i] = answers.readLong();
        }
        return arrivals;
    }

    /// Those that came, in their order.
    long[] inOrder() throws IOException {
        return Arrays.stream(arrivals()).filter(at -> at != 0).sorted().toArray();
    }

    private void say(String command) throws IOException {
        commands.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
        commands.flush();
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
