package arelops.app.web;

import arelops.app.ledger.TagNames;
import arelops.core.id.AppName;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;

/// The names of tags as the rules give them.
public record PolicyTags(Policy policy) implements TagNames {
    @Override
    public String of(Slot slot) {
        return policy.tagName(slot.app(), slot.environment());
    }

    @Override
    public String release(AppName app, long number) {
        return policy.releaseTagName(app, number);
    }
}
