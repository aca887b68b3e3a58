package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Handlers;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** Tells the filter of archives that class loaders open. Runs under the loaders' locks, so it does little. */
record ClassPathArchives(PathFilter filter) implements Handlers.NoteHandler {
    @Override
    public void note(@Nullable Object loader, @Nullable Object url) {
        if (url instanceof URL archive && "file".equals(archive.getProtocol())) {
            filter.addArchive(path(archive));
        }
    }

    // Loaders take what is no proper URI, such as one with blanks, as it is written.
    private static String path(URL url) {
        try {
            return new File(url.toURI()).getPath();
        } catch (URISyntaxException | IllegalArgumentException unusual) {
            return new File(url.getPath()).getPath();
        }
    }
}
