package arelops.core.release;

/// What a person may do (REL-4).
public enum Role {
    VIEWER,
    DEVELOPER,
    REVIEWER,
    QA,
    OPERATOR,
    ADMIN;

    /// Whether this role's approvals count, of a change or of a release.
    public boolean mayApprove() {
        return switch (this) {
            case REVIEWER, OPERATOR, ADMIN -> true;
            case VIEWER, DEVELOPER, QA -> false;
        };
    }

    /// Whether this role may try a change in the environment that the change has of its own.
    public boolean mayTryChanges() {
        return switch (this) {
            case DEVELOPER, REVIEWER, QA, OPERATOR, ADMIN -> true;
            case VIEWER -> false;
        };
    }

    public boolean mayOperate() {
        return switch (this) {
            case OPERATOR, ADMIN -> true;
            case VIEWER, DEVELOPER, REVIEWER, QA -> false;
        };
    }
}
