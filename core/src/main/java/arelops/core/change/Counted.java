package arelops.core.change;

/// An approval, and whether it counts or why it does not. A person counts once, however often they
/// approved.
public record Counted(Opinion approval, Standing standing) {
    /// How an approval stands: the first that holds.
    public enum Standing {
        WITHDRAWN,
        NO_ACCOUNT,
        BOT,
        AUTHOR,
        COMMITTER,
        CO_AUTHOR,
        /// Opened the change, or pushed to it.
        PUSHER,
        /// The role that the person has now may not approve.
        ROLE,
        /// It was given for a head with another patch.
        OTHER_HEAD,
        /// The same person asked for changes after it.
        OVERTAKEN,
        /// `approvals.from` names others. It still counts where an admin or an owner is asked.
        NOT_NAMED,
        COUNTS
    }

    public boolean counts() {
        return standing == Standing.COUNTS;
    }

    /// One sentence for people.
    public String sentence() {
        String by = approval.by().toString();
        String because = switch (standing) {
            case COUNTS -> by + " approved " + approval.on().commit().brief();
            case WITHDRAWN -> by + " withdrew it";
            case NO_ACCOUNT -> by + " has no account";
            case BOT -> by + " is a bot";
            case AUTHOR -> by + " wrote a commit of it";
            case COMMITTER -> by + " committed a commit of it";
            case CO_AUTHOR -> by + " is named as co-author of a commit of it";
            case PUSHER -> by + " opened it or pushed to it";
            case ROLE -> "the role of " + by + " may not approve";
            case OTHER_HEAD -> "it was given for " + approval.on().commit().brief() + ", and the patch is another now";
            case OVERTAKEN -> by + " asked for changes after it";
            case NOT_NAMED -> by + " is not among those whose approval is asked for";
        };
        return counts() ? because : "the approval of " + by + " does not count: " + because;
    }
}
