package arelops.app.git;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.InvertedShellWrapper;
import org.apache.sshd.server.shell.ProcessShell;

/// An ssh server in this process that runs git's own `upload-pack` and `receive-pack`.
final class SshServerForTests implements Closeable {
    private final SshServer server;

    private SshServerForTests(SshServer server) {
        this.server = server;
    }

    /// Starts it, and writes a key and the server's host key into `.ssh` of the given home folder.
    static SshServerForTests start(Path home) throws IOException, GeneralSecurityException {
        KeyPair hostKey = key();
        KeyPair userKey = key();
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, userKey.getPublic()));
        server.setCommandFactory((channel, command) -> {
            String[] words = command.split(" ", 2);
            String path = words[1].replace("'", "");
            ProcessShell shell = new ProcessShell(List.of("git", words[0].substring("git-".length()), path));
            return new InvertedShellWrapper(shell);
        });
        server.start();
        Path ssh = Files.createDirectories(home.resolve(".ssh"));
        try (OutputStream file = Files.newOutputStream(ssh.resolve("id_ecdsa"))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                    userKey, "a test", new OpenSSHKeyEncryptionContext(), file);
        }
        Files.writeString(
                ssh.resolve("known_hosts"),
                "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(hostKey.getPublic()) + "\n");
        return new SshServerForTests(server);
    }

    private static KeyPair key() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    String address() {
        return "ssh://ann@127.0.0.1:" + server.getPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
