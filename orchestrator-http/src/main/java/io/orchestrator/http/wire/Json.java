package io.orchestrator.http.wire;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Wire records to JSON, byte for byte as http-api.md 1.3 wants it. Immutable and shared by all threads. */
public final class Json {
    private final JsonMapper mapper;

    public Json() {
        JsonFactory factory = JsonFactory.builder().characterEscapes(new HtmlSafe()).build();
        SimpleModule floats = new SimpleModule().addSerializer(Double.class, new ShortestFloat())
                .addSerializer(double.class, new ShortestFloat());
        mapper = JsonMapper.builder(factory)
                .propertyNamingStrategy(new ContractNames())
                // Order is that of the record's components, unwrapped groups included.
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .addModule(floats)
                .build();
    }

    /**
     * UTF-8 text of a body.
     *
     * @param body a wire record, a list or map of them, a text, a number, or null
     */
    public byte[] bytes(@Nullable Object body) {
        return mapper.writeValueAsBytes(body);
    }

    /** A component's own name with a capital letter, or what {@link WireName} says. */
    private static final class ContractNames extends PropertyNamingStrategy {
        @Override
        public String nameForGetterMethod(MapperConfig<?> config, AnnotatedMethod method, String defaultName) {
            WireName given = method.getAnnotation(WireName.class);
            return given == null ? Character.toUpperCase(defaultName.charAt(0)) + defaultName.substring(1)
                    : given.value();
        }
    }

    /** The three characters of markup and the two line separators as four hexadecimal digits, in lower case. */
    private static final class HtmlSafe extends CharacterEscapes {
        private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

        HtmlSafe() {
            ascii['<'] = ESCAPE_CUSTOM;
            ascii['>'] = ESCAPE_CUSTOM;
            ascii['&'] = ESCAPE_CUSTOM;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return switch (character) {
                case '<', '>', '&', 0x2028, 0x2029 -> new SerializedString(String.format("\\u%04x", character));
                default -> null;
            };
        }
    }

    /** Shortest decimal that reads back equal; no fraction when integral, exponent only below 1e-6 and from 1e21. */
    private static final class ShortestFloat extends ValueSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator generator, SerializationContext context) {
            generator.writeNumber(text(value));
        }

        private static String text(double value) {
            if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
                return "0";
            }
            BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
            double size = Math.abs(value);
            if (size >= 1e-6 && size < 1e21) {
                return exact.toPlainString();
            }
            int exponent = exact.precision() - exact.scale() - 1;
            String mantissa = exact.movePointLeft(exponent).stripTrailingZeros().toPlainString();
            return mantissa + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
        }
    }
}
