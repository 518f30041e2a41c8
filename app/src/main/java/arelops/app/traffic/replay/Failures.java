package arelops.app.traffic.replay;

import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;

/// What an exception of a connection means.
final class Failures {
    private Failures() {}

    static Failure of(Throwable cause) {
        return switch (cause) {
            case ConnectTimeoutException _ -> Failure.TIMEOUT;
            case BindException _ -> Failure.OWN_LIMIT;
            case NoRouteToHostException _ -> Failure.UNREACHABLE;
            case ConnectException refused -> noPort(refused) ? Failure.OWN_LIMIT : Failure.REFUSED;
            case UnknownHostException _ -> Failure.UNKNOWN_HOST;
            case ClosedChannelException _, PrematureChannelClosureException _ -> Failure.CLOSED_EARLY;
            case DecoderException _ -> Failure.GARBAGE;
            case ChannelException _ -> Failure.OWN_LIMIT;
            case IOException other -> unreachable(other) ? Failure.UNREACHABLE : Failure.RESET;
            default -> Failure.GARBAGE;
        };
    }

    /// Linux says so when all ports to one address are taken.
    private static boolean noPort(ConnectException cause) {
        return says(cause, "Cannot assign requested address");
    }

    private static boolean unreachable(IOException cause) {
        return says(cause, "unreachable");
    }

    private static boolean says(Throwable cause, String words) {
        return Objects.requireNonNullElse(cause.getMessage(), "").contains(words);
    }
}
