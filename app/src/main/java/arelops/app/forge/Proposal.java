package arelops.app.forge;

import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.util.Optional;

/// A push to `refs/for/TRUNK`: somebody proposes what `head` comes to, for trunk.
///
/// @param topic the last part of `refs/for/TRUNK/TOPIC`
/// @param change the change that is to have this head; empty where the push does not say
public record Proposal(
        PersonName by,
        Role role,
        CommitId head,
        Optional<String> topic,
        Optional<ChangeNumber> change,
        Wishes wishes) {}
