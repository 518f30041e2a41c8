package arelops.app.people;

import arelops.app.fault.Fault;
import arelops.core.evidence.Json;
import arelops.core.evidence.JsonReader;
import arelops.core.id.Digest;
import arelops.core.id.PersonName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// The tokens by which people prove who they are: `arl_` and 256 random bits. The file keeps their
/// SHA-256 alone, and only its owner may read it.
public final class TokenStore {
    public static final String PREFIX = "arl_";
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /// 62^43 is just over 2^256.
    private static final int LENGTH = 43;

    private final PrivateFile file;
    private final Invitations invitations;
    private final SecureRandom random;
    private final InstantSource clock;
    private final ReentrantLock writing = new ReentrantLock();

    private record Kept(Digest hash, PersonName person, Instant created, Optional<Instant> expires) {}

    public TokenStore(Path file, SecureRandom random, InstantSource clock) {
        this.file = new PrivateFile(file);
        this.invitations = new Invitations(file.resolveSibling("invitations.json"), random, clock);
        this.random = random;
        this.clock = clock;
    }

    /// The one-time links by which people get their first token.
    public Invitations invitations() {
        return invitations;
    }

    /// Makes a token for a person. The text is nowhere but in the answer.
    public String issue(PersonName person, Optional<Instant> expires) {
        return issue(person, expires, read -> read);
    }

    /// The same, and all earlier tokens of the person are void from then on.
    public String replace(PersonName person) {
        return issue(person, Optional.empty(), read -> without(read, person));
    }

    private String issue(PersonName person, Optional<Instant> expires, UnaryOperator<List<Kept>> others) {
        StringBuilder token = new StringBuilder(PREFIX);
        for (int i = 0; i < LENGTH; i++) {
            token.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        writing.lock();
        try {
            List<Kept> kept = new ArrayList<>(others.apply(read()));
            kept.add(new Kept(Digest.of(token.toString()), person, clock.instant(), expires));
            write(kept);
        } finally {
            writing.unlock();
        }
        return token.toString();
    }

    private static List<Kept> without(List<Kept> kept, PersonName person) {
        return kept.stream().filter(one -> !one.person().equals(person)).toList();
    }

    /// Whose token this is; empty for one that was never made, was revoked, or is over.
    public Optional<PersonName> owner(String token) {
        byte[] hash = Digest.of(token).hex().getBytes(StandardCharsets.US_ASCII);
        Instant now = clock.instant();
        return read().stream()
                .filter(kept -> MessageDigest.isEqual(hash, kept.hash().hex().getBytes(StandardCharsets.US_ASCII)))
                .filter(kept -> kept.expires().map(now::isBefore).orElse(true))
                .map(Kept::person)
                .findFirst();
    }

    /// Takes back all tokens of a person.
    public void revoke(PersonName person) {
        writing.lock();
        try {
            write(without(read(), person));
        } finally {
            writing.unlock();
        }
    }

    private List<Kept> read() {
        try {
            Optional<String> text = file.read();
            if (text.isEmpty()) {
                return List.of();
            }
            if (JsonReader.read(text.get()) instanceof Json.Members root
                    && root.values().get("tokens") instanceof Json.Items tokens) {
                return tokens.values().stream().map(TokenStore::kept).toList();
            }
            throw new IllegalArgumentException("there is no list of tokens in it");
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "tokens.damaged",
                    "Cannot read the hashes of tokens in " + file.path() + ": " + e.getMessage(),
                    "Nobody is let in meanwhile. Make the file readable, or delete it and run arelops up again: it"
                            + " makes a new token for you.",
                    e);
        }
    }

    private static Kept kept(Json json) {
        if (json instanceof Json.Members one
                && one.values().get("hash") instanceof Json.Text hash
                && one.values().get("person") instanceof Json.Text person
                && one.values().get("created") instanceof Json.Text created) {
            Optional<Instant> expires = one.values().get("expires") instanceof Json.Text text
                    ? Optional.of(Instant.parse(text.value()))
                    : Optional.empty();
            return new Kept(
                    Digest.parse(hash.value()),
                    new PersonName(person.value()),
                    Instant.parse(created.value()),
                    expires);
        }
        throw new IllegalArgumentException("a token has hash, person and created");
    }

    private void write(List<Kept> kept) {
        List<Json> tokens = new ArrayList<>();
        for (Kept one : kept) {
            SortedMap<String, Json> members = new TreeMap<>(Map.of(
                    "hash", new Json.Text(one.hash().toString()),
                    "person", new Json.Text(one.person().text()),
                    "created", new Json.Text(one.created().toString())));
            one.expires().ifPresent(at -> members.put("expires", new Json.Text(at.toString())));
            tokens.add(new Json.Members(members));
        }
        String text = new Json.Members(new TreeMap<>(Map.of("v", new Json.Whole(1), "tokens", new Json.Items(tokens))))
                .canonical();
        try {
            file.write(text);
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "tokens.write",
                    "Cannot write the hashes of tokens to " + file.path() + ": " + e.getMessage(),
                    "Make room on the disk, and the folder writable.",
                    e);
        }
    }
}
