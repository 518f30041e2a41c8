package arelops.app.traffic.replay;

import arelops.app.traffic.replay.issued.LinkFinder;
import arelops.app.traffic.replay.issued.Links;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpHead;
import java.util.Iterator;

/// What a replay sends.
///
/// @param exchanges all of the recording, by time
/// @param links found in the same recording; without them values that answers issued are sent as
/// recorded
/// @param share the sessions that are sent
public record Source(Iterator<Exchange> exchanges, Links links, Share share) {
    /// All as recorded.
    public static Source of(Iterator<Exchange> exchanges) {
        return new Source(exchanges, Links.NONE, Share.all());
    }

    /// Finds the links of the requests that will be sent: reads all of a recording.
    public static Links links(Iterator<Exchange> exchanges, Fence fence, Share share) {
        return LinkFinder.find(
                exchanges,
                exchange -> share.has(exchange.session()),
                exchange -> fence.keeps(exchange, HttpHead.of(exchange.request().head()))
                        .isEmpty());
    }
}
