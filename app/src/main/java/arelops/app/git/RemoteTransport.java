package arelops.app.git;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.JGitKeyCache;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/// Opens connections to one remote: credentials, ssh keys, timeouts, checks of what is received.
final class RemoteTransport {
    private final Repository mirror;
    private final RemoteAddress address;
    private final GitAccess access;

    RemoteTransport(Repository mirror, RemoteAddress address, GitAccess access) {
        this.mirror = mirror;
        this.address = address;
        this.access = access;
    }

    /// An open transport together with the ssh sessions that belong to it.
    record Open(Transport transport, Optional<SshdSessionFactory> ssh) implements AutoCloseable {
        @Override
        public void close() {
            transport.close();
            ssh.ifPresent(SshdSessionFactory::close);
        }
    }

    /// A new transport; `mark` is a word that the command line of a local server process carries, so that it can be
    /// found.
    Open open(String mark) throws IOException {
        Transport transport = Transport.open(mirror, address.uri());
        transport.setTimeout((int) Math.max(1, access.deadline().toSeconds()));
        transport.setCredentialsProvider(new Provider(address.credentials(access.credentials())));
        transport.setCheckFetchedObjects(true);
        transport.setObjectChecker(
                new ObjectChecker().setAllowInvalidPersonIdent(true).setAllowLeadingZeroFileMode(true));
        if (address.isFile() && GitProgram.PRESENT) {
            // In its own process git runs the hooks and keeps the rules of that repository; JGit in ours would not.
            transport.setOptionReceivePack("git -c arelops.call=" + mark + " receive-pack");
        }
        if (!(transport instanceof SshTransport overSsh)) {
            return new Open(transport, Optional.empty());
        }
        SshdSessionFactory sessions = sessions();
        overSsh.setSshSessionFactory(sessions);
        return new Open(transport, Optional.of(sessions));
    }

    /// Keys, known hosts and config from `~/.ssh`. An unknown host is refused: nobody is there to be asked.
    private SshdSessionFactory sessions() {
        File home = access.home().toFile();
        return new SshdSessionFactoryBuilder()
                .setPreferredAuthentications("publickey")
                .setHomeDirectory(home)
                .setSshDirectory(new File(home, ".ssh"))
                .withDefaultConnectorFactory()
                .build(new JGitKeyCache());
    }

    /// Answers for user name and password only; any other question (a new host key, a passphrase) is left unanswered.
    private static final class Provider extends CredentialsProvider {
        private final Optional<Credentials> credentials;

        Provider(Optional<Credentials> credentials) {
            this.credentials = credentials;
        }

        @Override
        public boolean isInteractive() {
            return false;
        }

        @Override
        public boolean supports(CredentialItem... items) {
            for (CredentialItem item : items) {
                if (!(item instanceof CredentialItem.Username || item instanceof CredentialItem.Password)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean get(URIish uri, CredentialItem... items) {
            if (credentials.isEmpty() || !supports(items)) {
                return false;
            }
            for (CredentialItem item : items) {
                switch (item) {
                    case CredentialItem.Username user ->
                        user.setValue(credentials.get().user());
                    case CredentialItem.Password password ->
                        password.setValue(credentials.get().password().toCharArray());
                    default -> throw new AssertionError("checked by supports");
                }
            }
            return true;
        }
    }
}
