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

    public boolean mayOperate() {
        return switch (this) {
            case OPERATOR, ADMIN -> true;
            case VIEWER, DEVELOPER, REVIEWER, QA -> false;
        };
    }
}
