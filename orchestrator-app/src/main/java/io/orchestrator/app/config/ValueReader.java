package io.orchestrator.app.config;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.KeyType;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the value of one property, of which the parser stands on the first token. */
final class ValueReader {

    private static final int LONGEST_SHOWN = 60;
    private static final BigInteger LARGEST_UNSIGNED = BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);

    private final JsonParser parser;
    private final Place place;
    private final List<Fault> faults;

    ValueReader(JsonParser parser, Place place, List<Fault> faults) {
        this.parser = parser;
        this.place = place;
        this.faults = faults;
    }

    /** Empty when the value changes nothing: null for a scalar, or a wrong type, which is then among the faults. */
    <T> Optional<Assignment<T>> read(Key<T> key) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return switch (key.type()) {
                case KeyType.TextList _,KeyType.TextMap _ -> Optional.of(new Assignment.Cleared<>(key, place));
                case KeyType.Flag _,KeyType.Whole _,KeyType.Real _,KeyType.Text _ -> Optional.empty();
            };
        }
        return value(key, key.type()).<Assignment<T>>map(value -> new Assignment.Value<>(key, value, place));
    }

    // each case yields what its key type declares; the compiler cannot see through the sealed hierarchy
    @SuppressWarnings("unchecked")
    private <T> Optional<T> value(Key<T> key, KeyType<T> type) {
        return (Optional<T>) switch (type) {
            case KeyType.Flag _ -> flag(key);
            case KeyType.Whole whole -> whole(key, whole);
            case KeyType.Real _ -> real(key);
            case KeyType.Text _ -> text(key);
            case KeyType.TextList _ -> list(key);
            case KeyType.TextMap _ -> map(key);
        };
    }

    private Optional<Boolean> flag(Key<?> key) {
        var token = parser.currentToken();
        return token.isBoolean() ? Optional.of(token == JsonToken.VALUE_TRUE) : wrong(key, key.name());
    }

    private Optional<Long> whole(Key<?> key, KeyType.Whole type) {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            return wrong(key, key.name());
        }
        var number = parser.getBigIntegerValue();
        var largest = BigInteger.valueOf(type.max());
        // an unsigned number above the signed range is legal and means "never"; so does the largest signed one
        var largestLegal = type.contractName().equals("uint") ? LARGEST_UNSIGNED : largest;
        if (number.compareTo(BigInteger.valueOf(type.min())) < 0 || number.compareTo(largestLegal) > 0) {
            return wrong(key, key.name());
        }
        return Optional.of(number.min(largest).longValueExact());
    }

    private Optional<Double> real(Key<?> key) {
        if (!parser.currentToken().isNumeric()) {
            return wrong(key, key.name());
        }
        var value = parser.getDoubleValue();
        return Double.isFinite(value) ? Optional.of(value) : wrong(key, key.name());
    }

    private Optional<String> text(Key<?> key) {
        return parser.currentToken() == JsonToken.VALUE_STRING ? Optional.of(parser.getString())
                : wrong(key, key.name());
    }

    private Optional<List<String>> list(Key<?> key) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return wrong(key, key.name());
        }
        var entries = new ArrayList<String>();
        var good = true;
        for (var index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            good &= entry(key, key.name() + "[" + index + "]").map(entries::add).isPresent();
        }
        return good ? Optional.of(List.copyOf(entries)) : Optional.empty();
    }

    private Optional<Map<String, String>> map(Key<?> key) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return wrong(key, key.name());
        }
        var entries = new LinkedHashMap<String, String>();
        var good = true;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            var entry = entry(key, key.name() + "[" + abridged(name) + "]");
            entry.ifPresent(value -> entries.put(name, value));
            good &= entry.isPresent();
        }
        return good ? Optional.of(entries) : Optional.empty();
    }

    /** A text inside a list or map; null counts as the empty text there, as in the contract's decoder. */
    private Optional<String> entry(Key<?> key, String path) {
        var token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return Optional.of(parser.getString());
        }
        return token == JsonToken.VALUE_NULL ? Optional.of("") : wrong(key, path);
    }

    private <V> Optional<V> wrong(Key<?> key, String path) {
        var token = parser.currentToken();
        var found = key.secrecy() == Key.Secrecy.OPEN && token.isScalarValue()
                ? kind(token) + " " + quoted(token, abridged(parser.getString()))
                : kind(token);
        parser.skipChildren();
        var expected = path.equals(key.name()) ? key.type().expected() : "a text in double quotes";
        faults.add(new Fault(
                List.of(key.name()),
                "Cannot read config file: " + place.file() + " line " + place.line() + ", column " + place.column()
                        + ": "
                        + path + ": expected " + expected + ", found " + found));
        return Optional.empty();
    }

    static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "a list";
            case VALUE_STRING -> "the text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number";
            case VALUE_TRUE, VALUE_FALSE -> "the flag";
            case VALUE_NULL -> "the word";
            case PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "something else";
        };
    }

    private static String quoted(JsonToken token, String text) {
        return token == JsonToken.VALUE_STRING ? '"' + text + '"' : text;
    }

    private static String abridged(String text) {
        var line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }
}
