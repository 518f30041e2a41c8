package arelops.app.traffic.replay.issued;

/// What became of values that answers issue.
///
/// @param substituted values of requests that were read from a new answer
/// @param missed values that were sent as recorded, because the new answer had none at that place,
/// or had not come
/// @param cut answers of which only the beginning was looked at
public record Issued(long substituted, long missed, long cut) {
    /// Nothing.
    public static final Issued NONE = new Issued(0, 0, 0);

    /// Of both.
    public Issued merge(Issued other) {
        return new Issued(substituted + other.substituted, missed + other.missed, cut + other.cut);
    }
}
