package arelops.app.traffic.replay;

import arelops.core.traffic.Bytes;

/// A request as it goes out.
///
/// @param head whether its answer has no body, whatever it says
/// @param repeatable whether it may be sent again if a used connection turns out to be closed
record Outgoing(Bytes bytes, boolean head, boolean repeatable) {}
