package arelops.app.forge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/// One clone or fetch.
final class Sending extends UploadPack {
    Sending(Repository from) {
        super(from);
        setRefFilter(ServedRefs::of);
        PackConfig packing = new PackConfig(from);
        packing.setDeltaCompress(false); // what is packed is sent as it is: no search that takes memory and time
        packing.setThreads(1);
        setPackConfig(packing);
    }

    @Override
    public void uploadWithExceptionPropagation(InputStream in, OutputStream out, @Nullable OutputStream messages)
            throws IOException {
        super.uploadWithExceptionPropagation(new FetchInput(in), out, messages);
    }
}
