package io.orchestrator.backend.codec;

import java.time.Duration;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.gtid.MariaDbGtidSet;
import io.orchestrator.domain.gtid.MySqlGtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.promotion.Choice;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.ServerAction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;

/**
 * How domain values look in a document: records by their components, values that have a text as that text, a sealed
 * type's variant in the member {@code is}. A member that is unknown is one that a newer release added within the same version, which
 * means that older ones may do without it; one that is missing and is not optional makes the document damaged.
 */
final class DocumentMapper {

    private static final String MYSQL = "mysql ";
    private static final String MARIADB = "mariadb ";

    private DocumentMapper() {}

    static JsonMapper create() {
        var builder = JsonMapper.builder()
                .addModule(texts())
                .annotationIntrospector(new NumbersAndFlagsAreRequired())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // Domain records have questions such as isReplica() that are not part of their state.
                .changeDefaultVisibility(all -> all.withGetterVisibility(Visibility.NONE)
                        .withIsGetterVisibility(Visibility.NONE)
                        .withFieldVisibility(Visibility.ANY))
                .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL));
        for (var sealed : new Class<?>[] {RecoveryState.class, ServerAction.class, Choice.class}) {
            builder.addMixIn(sealed, Variant.class);
            for (var variant : sealed.getPermittedSubclasses()) {
                builder.registerSubtypes(new NamedType(variant, variant.getSimpleName()));
            }
        }
        return builder.build();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    private interface Variant {}

    /** What is not optional and is no object would be 0 or false where it is missing. */
    private static final class NumbersAndFlagsAreRequired extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member.getRawType().isPrimitive() ? Boolean.TRUE : super.hasRequiredMarker(config, member);
        }
    }

    private static SimpleModule texts() {
        var module = new SimpleModule("orchestrator-documents");
        text(module, InstanceKey.class, InstanceKey::display, DocumentMapper::key);
        module.addKeySerializer(InstanceKey.class, new KeyWriter());
        module.addKeyDeserializer(InstanceKey.class, new KeyReader());
        text(module, ClusterName.class, ClusterName::value, ClusterName::new);
        text(module, RecoveryUid.class, RecoveryUid::value, RecoveryUid::new);
        text(module, ServerUuid.class, ServerUuid::value, ServerUuid::new);
        text(module, ServerVersion.class, ServerVersion::text, ServerVersion::new);
        text(module, Duration.class, Duration::toString, Duration::parse);
        text(module, GtidSet.class, DocumentMapper::gtidText, DocumentMapper::gtidSet);
        return module;
    }

    /** The last colon separates: an IPv6 address has more of them, and a stored key always has a port. */
    private static InstanceKey key(String text) {
        int colon = text.lastIndexOf(':');
        return new InstanceKey(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private static String gtidText(GtidSet set) {
        return switch (set) {
            case MySqlGtidSet mysql -> MYSQL + mysql.text();
            case MariaDbGtidSet mariadb -> MARIADB + mariadb.text();
        };
    }

    private static GtidSet gtidSet(String text) {
        if (text.startsWith(MYSQL)) {
            return GtidSet.mysql(text.substring(MYSQL.length()));
        }
        if (text.startsWith(MARIADB)) {
            return GtidSet.mariadb(text.substring(MARIADB.length()));
        }
        throw new IllegalArgumentException("a GTID set begins with the flavor it is of, not with '" + text + "'");
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<T, String> write,
            Function<String, T> read) {
        module.addSerializer(type, new TextWriter<>(write));
        module.addDeserializer(type, new TextReader<>(type, read));
    }

    private static final class TextWriter<T> extends ValueSerializer<T> {
        private final Function<T, String> write;

        TextWriter(Function<T, String> write) {
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writeString(write.apply(value));
        }
    }

    private static final class TextReader<T> extends ValueDeserializer<T> {
        private final Class<T> type;
        private final Function<String, T> read;

        TextReader(Class<T> type, Function<String, T> read) {
            this.type = type;
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) {
            var text = json.getString();
            try {
                return read.apply(text);
            } catch (RuntimeException e) {
                throw context.weirdStringException(text, type, String.valueOf(e.getMessage()));
            }
        }
    }

    private static final class KeyWriter extends ValueSerializer<InstanceKey> {
        @Override
        public void serialize(InstanceKey value, JsonGenerator json, SerializationContext context) {
            json.writeName(value.display());
        }
    }

    private static final class KeyReader extends KeyDeserializer {
        @Override
        public Object deserializeKey(String text, DeserializationContext context) {
            return key(text);
        }
    }
}
