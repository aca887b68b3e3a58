package io.indelible.instrumentation.file;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Vocabulary;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file got a further name, or a link to it: the source is what the link leads to, the target is the link. */
final class LinkOperation extends PathOperation {
    private final @Nullable Path content;

    private LinkOperation(String name, Path source, Path link, @Nullable Path content) {
        super(name, "file link", source, link);
        this.content = content;
    }

    static LinkOperation hard(Path link, Path existing) {
        return new LinkOperation("hard_link", existing, link, null);
    }

    /** The content of a symbolic link is relative to where the link lies. */
    static LinkOperation symbolic(Path link, Path content) {
        // Of two file systems: the call will fail, and resolving would too.
        Path source = content.getFileSystem() == link.getFileSystem()
                ? link.toAbsolutePath().resolveSibling(content)
                : content;
        return new LinkOperation("symbolic_link", source, link, content);
    }

    @Override
    boolean succeeded(@Nullable Object result) {
        return true;
    }

    @Override
    String strategy() {
        return content == null ? "hard_link" : "symbolic_link";
    }

    @Override
    void describeOutcome(AttributeWriter attributes) {
        if (content == null) {
            FileFacts facts = FileFacts.of(target);
            putSize(attributes, Vocabulary.FILE_SIZE, facts == null ? -1 : facts.size());
        } else {
            attributes.put(Vocabulary.FILE_SYMBOLIC_LINK_TARGET_PATH, PathText.of(content.toString()));
        }
        attributes.put(Vocabulary.COPY_TRANSFERRED_SIZE, 0);
    }
}
