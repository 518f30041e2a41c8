package arelops.bench.traffic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Other senders, each on the first core alone; where one is not installed it takes no part.
enum Peer {
    /// Sends at a rate; each of its workers waits for its answer.
    HEY("/usr/bin/hey", "Requests/sec:\\s+([0-9.]+)"),
    /// Asks again as soon as it has its answer.
    WRK("/usr/bin/wrk", "Requests/sec:\\s+([0-9.]+)");

    private final Path program;
    private final Pattern rate;

    Peer(String program, String rate) {
        this.program = Path.of(program);
        this.rate = Pattern.compile(rate);
    }

    boolean isHere() {
        return Files.isExecutable(program);
    }

    /// Runs it to its end; returns the rate that it says it reached.
    double run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Cores.first());
        command.add(program.toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        Matcher said = rate.matcher(output);
        if (code != 0 || !said.find()) {
            throw new IOException(program + " ended with " + code + ": " + output);
        }
        return Double.parseDouble(said.group(1));
    }
}
