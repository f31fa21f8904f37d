package io.orchestrator.backend.codec;

import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.BackendException.Category;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.ServerAction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads the documents of one kind.
 *
 * @param <T> what a document of this kind stands for
 */
public final class DocumentCodec<T> {

    /** Made with the first document: a command that reads none does without. */
    private static final class Mapper {
        static final JsonMapper JSON = DocumentMapper.create();
    }

    private final String kind;
    private final Class<T> type;
    private final int version;

    private DocumentCodec(String kind, Class<T> type, int version) {
        this.kind = kind;
        this.type = type;
        this.version = version;
    }

    /** How far a recovery has come. */
    public static DocumentCodec<RecoveryState> recoveryStates() {
        return new DocumentCodec<>("recovery state", RecoveryState.class, 1);
    }

    /** What is about to be done to a server. */
    public static DocumentCodec<ServerAction> actions() {
        return new DocumentCodec<>("step", ServerAction.class, 1);
    }

    /** What probes saw of a server. */
    public static DocumentCodec<ObservedDocument> observations() {
        return new DocumentCodec<>("snapshot", ObservedDocument.class, 1);
    }

    public Document write(T value) {
        return new Document(version, Mapper.JSON.writerFor(type).writeValueAsString(value));
    }

    /**
     * Reads a document.
     *
     * @param of what it belongs to, for the message: a server, a recovery's uid
     * @throws BackendException of category {@code INCOMPATIBLE} when its version is unknown or it is damaged
     */
    public T read(Document document, String of) {
        if (document.version() != version) {
            throw new BackendException(Category.INCOMPATIBLE, "The stored " + kind + " of " + of + " has version "
                    + document.version() + " and this software knows version " + version
                    + "; it is left alone, a newer version of this software can read it");
        }
        try {
            var value = Mapper.JSON.readValue(document.text(), type);
            if (value == null) {
                throw damaged(of, "it is null", null);
            }
            return value;
        } catch (JacksonException e) {
            throw damaged(of, e.getOriginalMessage(), e);
        }
    }

    private BackendException damaged(String of, String how, @Nullable Throwable cause) {
        return new BackendException(Category.INCOMPATIBLE,
                "The stored " + kind + " of " + of + " is damaged and left alone: " + how, cause);
    }
}
