package arelops.core.evidence;

import arelops.core.id.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What somebody wants recorded: a fact, not yet sealed into the chain.
///
/// @param because one sentence for people
/// @param policy the digest of the rules that were in force, where rules mattered
/// @param documents evidence to keep beside the entry, by file name
public record Note(
        Fact fact, Actor actor, String because, Optional<Digest> policy, SortedMap<String, String> documents) {
    public Note {
        documents = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(documents));
    }

    public Note(Fact fact, Actor actor, String because) {
        this(fact, actor, because, Optional.empty(), new TreeMap<>());
    }

    /// The documents as an entry names them.
    public List<Evidence> evidence() {
        return documents.entrySet().stream()
                .map(document -> {
                    byte[] bytes = document.getValue().getBytes(StandardCharsets.UTF_8);
                    return new Evidence(document.getKey(), Digest.of(bytes), bytes.length);
                })
                .toList();
    }
}
