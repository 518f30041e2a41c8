package arelops.app.deploy.wire;

import arelops.app.deploy.Route;
import arelops.app.deploy.Token;
import arelops.app.deploy.Watching;
import arelops.core.id.Slot;

/// The body of a route command.
public record RouteCommand(Slot slot, Token token, Route route, Watching watching) {}
