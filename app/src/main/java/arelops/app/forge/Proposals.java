package arelops.app.forge;

/// Takes what is pushed to `refs/for/TRUNK`.
///
/// It is called while the pushed objects are readable and nothing may remove them; what is to stay must
/// be named by a ref (`refs/pull/N/head`) before it returns. The push itself creates no ref.
@FunctionalInterface
public interface Proposals {
    /// Where no changes are taken.
    Proposals NONE =
            _ -> new Reply.Refused("no changes are taken here", "push a branch, and ask an admin what to do with it");

    Reply propose(Proposal proposal);
}
