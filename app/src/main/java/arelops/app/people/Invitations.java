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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The codes of one-time sign-in links (REL-4): 128 random bits, good once and for a day. The file
/// keeps their SHA-256 alone, and only its owner may read it.
public final class Invitations {
    /// How long a link is good.
    public static final Duration LASTS = Duration.ofHours(24);

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /// 62^22 is over 2^130.
    private static final int LENGTH = 22;

    private final PrivateFile file;
    private final SecureRandom random;
    private final InstantSource clock;
    private final ReentrantLock turn = new ReentrantLock();

    private record Kept(Digest hash, PersonName person, Instant expires) {}

    Invitations(Path file, SecureRandom random, InstantSource clock) {
        this.file = new PrivateFile(file);
        this.random = random;
        this.clock = clock;
    }

    /// A new code for a person. The text is nowhere but in the answer.
    public String issue(PersonName person) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        turn.lock();
        try {
            List<Kept> kept = new ArrayList<>(good());
            kept.add(
                    new Kept(Digest.of(code.toString()), person, clock.instant().plus(LASTS)));
            write(kept);
        } finally {
            turn.unlock();
        }
        return code.toString();
    }

    /// Whom a code would sign in; empty for one that was never made, was used, was taken back, or is over.
    public Optional<PersonName> holder(String code) {
        return find(good(), code).map(Kept::person);
    }

    /// As [#holder], and the code is good no more: of two who come at once, one gets in.
    public Optional<PersonName> use(String code) {
        turn.lock();
        try {
            List<Kept> good = good();
            Optional<Kept> found = find(good, code);
            if (found.isPresent()) {
                write(without(good, found.get()::equals));
            }
            return found.map(Kept::person);
        } finally {
            turn.unlock();
        }
    }

    /// Takes back all codes of a person.
    public void revoke(PersonName person) {
        turn.lock();
        try {
            List<Kept> good = good();
            List<Kept> left = without(good, one -> one.person().equals(person));
            if (!left.equals(good)) {
                write(left);
            }
        } finally {
            turn.unlock();
        }
    }

    private static Optional<Kept> find(List<Kept> kept, String code) {
        byte[] hash = Digest.of(code).hex().getBytes(StandardCharsets.US_ASCII);
        return kept.stream()
                .filter(one -> MessageDigest.isEqual(hash, one.hash().hex().getBytes(StandardCharsets.US_ASCII)))
                .findFirst();
    }

    private static List<Kept> without(List<Kept> kept, Predicate<Kept> gone) {
        return kept.stream().filter(gone.negate()).toList();
    }

    private List<Kept> good() {
        Instant now = clock.instant();
        return without(read(), one -> !now.isBefore(one.expires()));
    }

    private List<Kept> read() {
        try {
            Optional<String> text = file.read();
            if (text.isEmpty()) {
                return List.of();
            }
            if (JsonReader.read(text.get()) instanceof Json.Members root
                    && root.values().get("invitations") instanceof Json.Items items) {
                return items.values().stream().map(Invitations::kept).toList();
            }
            throw new IllegalArgumentException("there is no list of invitations in it");
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "invitations.damaged",
                    "Cannot read the hashes of sign-in links in " + file.path() + ": " + e.getMessage(),
                    "Make the file readable, or delete it: its links are void then, and arelops people invite makes new"
                            + " ones.",
                    e);
        }
    }

    private static Kept kept(Json json) {
        if (json instanceof Json.Members one
                && one.values().get("hash") instanceof Json.Text hash
                && one.values().get("person") instanceof Json.Text person
                && one.values().get("expires") instanceof Json.Text expires) {
            return new Kept(Digest.parse(hash.value()), new PersonName(person.value()), Instant.parse(expires.value()));
        }
        throw new IllegalArgumentException("an invitation has hash, person and expires");
    }

    private void write(List<Kept> kept) {
        List<Json> items = kept.stream()
                .<Json>map(one -> new Json.Members(new TreeMap<>(Map.of(
                        "hash", new Json.Text(one.hash().toString()),
                        "person", new Json.Text(one.person().text()),
                        "expires", new Json.Text(one.expires().toString())))))
                .toList();
        Json root =
                new Json.Members(new TreeMap<>(Map.of("v", new Json.Whole(1), "invitations", new Json.Items(items))));
        try {
            file.write(root.canonical());
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "invitations.write",
                    "Cannot write the hashes of sign-in links to " + file.path() + ": " + e.getMessage(),
                    "Make room on the disk, and the folder writable.",
                    e);
        }
    }
}
