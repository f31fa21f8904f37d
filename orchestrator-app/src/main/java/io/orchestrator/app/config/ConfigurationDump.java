package io.orchestrator.app.config;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;

import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.KeyCatalogue;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The effective values as one JSON object, as {@code -c dump-config} prints them (config.md 2). Unlike the reference it
 * masks the five secrets of config.md 6: a set one reads {@code "***"}.
 */
public final class ConfigurationDump {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String MASK = "***";

    private ConfigurationDump() {}

    /** One line of JSON without a line break at its end. */
    public static String render(Configuration configuration) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            for (var key : KeyCatalogue.all()) {
                json.writeName(key.name());
                write(json, masked(key, configuration.get(key)));
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static Object masked(Key<?> key, Object value) {
        return key.secrecy() == Key.Secrecy.SECRET && !value.equals("") ? MASK : value;
    }

    private static void write(JsonGenerator json, Object value) {
        switch (value) {
            case Boolean flag -> json.writeBoolean(flag);
            case Long whole -> json.writeNumber(whole);
            case Double real when real == Math.rint(real) && Math.abs(real) < Integer.MAX_VALUE ->
                    json.writeNumber(real.longValue());
            case Double real -> json.writeNumber(real);
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(entry -> json.writeString(entry.toString()));
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((name, entry) -> {
                    json.writeName(name.toString());
                    json.writeString(entry.toString());
                });
                json.writeEndObject();
            }
            default -> json.writeString(value.toString());
        }
    }
}
