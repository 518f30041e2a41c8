package arelops.app.forge;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// What a git client sends when it fetches, up to a limit: it comes compressed, and is kept in memory.
final class FetchInput extends FilterInputStream {
    private long left = PushLimits.FETCH_BYTES;

    FetchInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) throws IOException {
        left -= read;
        if (left < 0) {
            throw new IOException("a fetch asks with more than " + PushLimits.megabytes(PushLimits.FETCH_BYTES));
        }
    }
}
