package io.orchestrator.http.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers recorded from the reference on a source with three replicas. */
public final class Sample {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Sample() {}

    /** The recorded body, byte for byte. */
    public static String text(String name) {
        String path = "/io/orchestrator/http/samples/" + name + ".json";
        try (InputStream stream = Sample.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(String name) {
        return MAPPER.readTree(text(name));
    }
}
