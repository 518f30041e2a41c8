package arelops.app.node;

import arelops.app.deploy.DeploymentSpec;
import arelops.core.id.Slot;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Starts the process of an instance: a session of its own, a clean environment, output to a file.
///
/// The output goes straight to the file, not through the node, so that a killed node neither blocks nor ends an app.
record Spawn(Slot slot, URI address, DeploymentSpec spec, InstanceFolder folder) {
    /// The variable by which a process is known as an instance's.
    static final String ID = "ARELOPS_INSTANCE_ID";

    /// What an app gets of the node's own environment; nothing else of it may leak.
    private static final Set<String> KEPT =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "JAVA_HOME");

    private static final File NOTHING = new File("/dev/null");

    Process start(InstanceRecord record, Map<String, String> secrets) throws IOException {
        Files.createDirectories(folder.data());
        folder.begin(spec.launch().standing());
        ProcessBuilder builder = new ProcessBuilder(command(spec.launch().run()))
                .directory(spec.build().directory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.output().toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> !KEPT.contains(name) && !name.startsWith("LC_"));
        environment.putAll(spec.launch().variables());
        environment.putAll(secrets);
        environment.put("PORT", Integer.toString(record.port()));
        environment.put("URL", address.toString());
        environment.put("ENV", slot.environment().text());
        environment.put("SHA", spec.build().commit().hex());
        environment.put("ROLE", spec.launch().role());
        environment.put("INSTANCE", name(record));
        environment.put("DATA", folder.data().toString());
        environment.put("ARELOPS_ROLE", spec.launch().standing().name().toLowerCase(Locale.ROOT));
        environment.put("ARELOPS_ROLE_FILE", folder.role().toString());
        environment.put(ID, record.process().mark());
        return builder.start();
    }

    /// A name that no other instance has, now or later: `shop-passive-r12-t57-0`.
    private String name(InstanceRecord record) {
        return slot.app() + "-" + slot.environment() + "-" + spec.id() + "-" + record.number();
    }

    /// Both forms keep the pid: the session's leader is the process that was started.
    private static List<String> command(String run) {
        for (String folder : List.of("/usr/bin", "/bin")) {
            Path setsid = Path.of(folder, "setsid");
            if (Files.isExecutable(setsid)) {
                return List.of(setsid.toString(), "sh", "-c", run);
            }
        }
        return List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV;", "sh", "-c", run);
    }
}
