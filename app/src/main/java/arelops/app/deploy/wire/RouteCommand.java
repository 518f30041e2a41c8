package arelops.app.deploy.wire;

import arelops.app.deploy.Route;
import arelops.app.deploy.Slot;
import arelops.app.deploy.Token;
import arelops.app.deploy.Watching;

/// The body of a route command.
public record RouteCommand(Slot slot, Token token, Route route, Watching watching) {}
