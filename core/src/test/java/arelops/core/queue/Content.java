package arelops.core.queue;

import arelops.core.id.CommitId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What a commit of the small worlds consists of: the numbers of the changes merged into it, in order. A push by
/// hand has a negative number. The same content is the same commit.
record Content(List<Integer> parts) {
    private static final Map<Content, CommitId> COMMITS = new ConcurrentHashMap<>();
    static final Content GENESIS = new Content(List.of());

    Content {
        parts = List.copyOf(parts);
    }

    Content plus(int part) {
        List<Integer> more = new ArrayList<>(parts);
        more.add(part);
        return new Content(more);
    }

    CommitId commit() {
        return COMMITS.computeIfAbsent(this, Content::hash);
    }

    private CommitId hash() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest(parts.toString().getBytes(StandardCharsets.UTF_8));
            return new CommitId(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
