package arelops.app.traffic;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Exchanges as bytes, one after the other: numbers in groups of seven bits, the low ones first, and runs of bytes
/// behind their length.
///
/// Times are the difference to the exchange before; the first of a frame has its whole offset.
final class ExchangeCodec {
    private static final int GROUP = 7;
    private static final int LOW = 0x7f;
    private static final int MORE = 0x80;
    private static final int LONGEST = 63;

    private ExchangeCodec() {}

    /// Bytes that are no exchanges: damage, or another version's.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String because) {
            super(because);
        }
    }

    static void write(ByteArrayOutputStream out, Exchange exchange, long before) {
        long step = exchange.offset() - before;
        number(out, (step << 1) ^ (step >> LONGEST));
        number(out, exchange.duration());
        bytes(out, Bytes.of(exchange.session().value()));
        message(out, exchange.request());
        out.write(exchange.response().isPresent() ? 1 : 0);
        exchange.response().ifPresent(response -> message(out, response));
    }

    private static void message(ByteArrayOutputStream out, HttpMessage message) {
        out.write(
                switch (message.extent()) {
                    case WHOLE -> 0;
                    case CUT -> 1;
                    case BLANKED -> 2;
                });
        number(out, message.length());
        bytes(out, message.head());
        bytes(out, message.body());
    }

    private static void bytes(ByteArrayOutputStream out, Bytes bytes) {
        number(out, bytes.length());
        out.write(bytes.array(), bytes.from(), bytes.length());
    }

    private static void number(ByteArrayOutputStream out, long number) {
        long left = number;
        while ((left & ~LOW) != 0) {
            out.write((int) ((left & LOW) | MORE));
            left >>>= GROUP;
        }
        out.write((int) left);
    }

    /// Reads what one frame holds, from its beginning.
    static final class Reader {
        private final byte[] in;
        private int at;
        private long before;

        Reader(byte[] in) {
            this.in = in;
        }

        boolean hasNext() {
            return at < in.length;
        }

        Exchange next() throws Unreadable {
            long step = number();
            before += (step >>> 1) ^ -(step & 1);
            long duration = number();
            String session = new String(bytes().toArray(), StandardCharsets.UTF_8);
            HttpMessage request = message();
            Optional<HttpMessage> response = one() == 0 ? Optional.empty() : Optional.of(message());
            if (before < 0 || duration < 0 || session.isBlank()) {
                throw new Unreadable("an exchange without time or session");
            }
            return new Exchange(new SessionId(session), before, duration, request, response);
        }

        private HttpMessage message() throws Unreadable {
            Extent extent = switch (one()) {
                case 0 -> Extent.WHOLE;
                case 1 -> Extent.CUT;
                case 2 -> Extent.BLANKED;
                default -> throw new Unreadable("a message of no known extent");
            };
            long length = number();
            if (length < 0) {
                throw new Unreadable("a body of negative length");
            }
            return new HttpMessage(bytes(), bytes(), length, extent);
        }

        private Bytes bytes() throws Unreadable {
            long length = number();
            if (length < 0 || length > in.length - at) {
                throw new Unreadable("a run of bytes beyond the end");
            }
            at += (int) length;
            return Bytes.owned(in, at - (int) length, at);
        }

        private int one() throws Unreadable {
            if (at == in.length) {
                throw new Unreadable("the end inside an exchange");
            }
            return in[at++] & 0xff;
        }

        private long number() throws Unreadable {
            long number = 0;
            for (int shift = 0; shift <= LONGEST; shift += GROUP) {
                int group = one();
                number |= (long) (group & LOW) << shift;
                if ((group & MORE) == 0) {
                    return number;
                }
            }
            throw new Unreadable("a number without an end");
        }
    }
}
