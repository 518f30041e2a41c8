package arelops.core.policy;

import java.util.List;

/// How many people must approve, who may (people or groups by name; anybody if empty), and whether code owners must.
public record Approvals(int count, List<String> from, boolean owners) {
    /// What the standard asks for before a merge.
    public static final Approvals STANDARD = new Approvals(2, List.of(), false);

    public static final Approvals NONE = new Approvals(0, List.of(), false);

    public Approvals {
        from = List.copyOf(from);
    }

    public static Approvals of(int count) {
        return new Approvals(count, List.of(), false);
    }
}
