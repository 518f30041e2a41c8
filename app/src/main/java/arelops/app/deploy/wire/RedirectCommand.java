package arelops.app.deploy.wire;

import arelops.app.deploy.Token;
import arelops.app.deploy.Users;
import arelops.core.id.Slot;

/// The body of a command that says where a slot's users are served.
public record RedirectCommand(Slot slot, Token token, Users users) {}
