package arelops.app.traffic.replay;

import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpHead;
import java.util.Optional;
import java.util.Set;

/// What may be sent at all.
///
/// @param methods that are sent; others are fenced
public record Fence(Set<String> methods) {
    /// Why a request was not sent.
    public enum Because {
        /// Its method is not allowed.
        METHOD,
        /// The recording lacks a part of its body.
        CUT_BODY,
        /// Its head cannot be written again: broken, too long, or with control characters.
        UNREADABLE
    }

    /// Copies.
    public Fence {
        methods = Set.copyOf(methods);
    }

    /// Only methods that change nothing.
    public static Fence standard() {
        return new Fence(Set.of("GET", "HEAD", "OPTIONS"));
    }

    /// Why it is not sent, or nothing if it is.
    Optional<Because> keeps(Exchange exchange, HttpHead head) {
        if (!readable(exchange, head)) {
            return Optional.of(Because.UNREADABLE);
        }
        if (!HeadWords.isOneOf(exchange.request().head().array(), head, 0, methods)) {
            return Optional.of(Because.METHOD);
        }
        return exchange.request().extent() == Extent.WHOLE ? Optional.empty() : Optional.of(Because.CUT_BODY);
    }

    private static boolean readable(Exchange exchange, HttpHead head) {
        if (head.beyond() || head.partEnd(0) <= head.partStart(0) || head.partEnd(1) <= head.partStart(1)) {
            return false;
        }
        byte[] in = exchange.request().head().array();
        if (!clean(in, head.partStart(0), head.partEnd(2)) || !HeadWords.begins(in, head, 2, "HTTP/")) {
            return false;
        }
        for (int header = 0; header < head.size(); header++) {
            if (!clean(in, head.nameStart(header), head.valueEnd(header))) {
                return false;
            }
        }
        return true;
    }

    /// Whether there is nothing that a server might take for the end of a line.
    private static boolean clean(byte[] in, int from, int to) {
        for (int at = from; at < to; at++) {
            if ((in[at] >= 0 && in[at] < ' ' && in[at] != '\t') || in[at] == 127) {
                return false;
            }
        }
        return true;
    }
}
