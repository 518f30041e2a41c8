package arelops.app.node;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.BitSet;

/// Hands out free ports of a range, none twice while it is in use.
final class Ports {
    private final PortRange range;
    private final BitSet taken = new BitSet();
    private int next;

    Ports(PortRange range, int start) {
        this.range = range;
        this.next = Math.floorMod(start, range.size());
    }

    synchronized int take() {
        for (int i = 0; i < range.size(); i++) {
            int offset = (next + i) % range.size();
            if (!taken.get(offset) && free(range.first() + offset)) {
                taken.set(offset);
                next = offset + 1;
                return range.first() + offset;
            }
        }
        throw new Fault(
                Fault.Kind.BROKEN,
                "node.ports",
                "No port from " + range.first() + " to " + range.last() + " is free.",
                "Stop what uses them; the command can be given again.");
    }

    /// The same port for another process of its holder, or another port if somebody else uses that one now.
    synchronized int again(int port) {
        if (free(port)) {
            return port;
        }
        int other = take();
        release(port);
        return other;
    }

    /// Marks a port that an earlier node handed out.
    synchronized void reserve(int port) {
        if (port >= range.first() && port <= range.last()) {
            taken.set(port - range.first());
        }
    }

    synchronized void release(int port) {
        if (port >= range.first() && port <= range.last()) {
            taken.clear(port - range.first());
        }
    }

    /// Whether nobody listens there at this moment.
    static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
