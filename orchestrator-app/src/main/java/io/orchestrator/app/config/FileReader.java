package io.orchestrator.app.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.orchestrator.app.config.key.KeyCatalogue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one configuration file: the first JSON value in it, strict JSON, keys in any capitals (config.md 2). Every
 * value of a wrong type is reported, not only the first; text after the object is not looked at.
 */
final class FileReader {

    /** Far above any real configuration; keeps a wrong path (a device, a log) from filling the memory. */
    static final int LARGEST_FILE = 16 * 1024 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    /** What came of it. */
    sealed interface Result {

        /** The file could be parsed, perhaps with faults in single values. */
        record Read(Layer layer, List<Fault> faults, List<Notice> notices) implements Result {}

        /** There is no such file, or it may not be read; {@code reason} in the operating system's words. */
        record Absent(String reason) implements Result {}

        /** The file as a whole makes no sense. */
        record Malformed(Fault fault) implements Result {}
    }

    private FileReader() {}

    static Result read(Path file) {
        byte[] content;
        try (var stream = Files.newInputStream(file)) {
            content = stream.readNBytes(LARGEST_FILE + 1);
        } catch (NoSuchFileException e) {
            return new Result.Absent("open " + file + ": no such file or directory");
        } catch (AccessDeniedException e) {
            return new Result.Absent("open " + file + ": permission denied");
        } catch (IOException e) {
            return malformed(file, Files.isDirectory(file) ? "read " + file + ": is a directory" : reason(e));
        }
        if (content.length > LARGEST_FILE) {
            return malformed(file, "larger than " + LARGEST_FILE + " bytes, so hardly a configuration file");
        }
        return parse(file, content);
    }

    static Result parse(Path file, byte[] content) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), content)) {
            return new Reading(file, parser).read();
        } catch (JacksonException e) {
            var at = e.getLocation();
            var place = at == null || at.getLineNr() < 1
                    ? ""
                    : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
            return malformed(file, place + "not valid JSON: " + harmless(e.getOriginalMessage()));
        }
    }

    private static Result malformed(Path file, String reason) {
        return new Result.Malformed(Fault.ofFile("Cannot read config file: " + file + " " + reason));
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Without the piece of the file that the parser quotes: it may be a password that lacks its quotes. */
    private static String harmless(String parserMessage) {
        return parserMessage
                .replaceAll("Unrecognized token '[^']*'?", "unquoted text")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** One pass over one file. */
    private static final class Reading {

        private final Path file;
        private final JsonParser parser;
        private final List<Assignment<?>> assignments = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private final List<Notice> notices = new ArrayList<>();

        Reading(Path file, JsonParser parser) {
            this.file = file;
            this.parser = parser;
        }

        Result read() {
            var first = parser.nextToken();
            if (first == null) {
                return malformed(file, "EOF: the file is empty, expected one JSON object");
            }
            if (first == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    readProperty();
                }
            } else if (first != JsonToken.VALUE_NULL) {
                return malformed(file, "line 1: expected one JSON object, found " + ValueReader.kind(first));
            }
            return new Result.Read(new Layer(file, assignments), List.copyOf(faults), List.copyOf(notices));
        }

        private void readProperty() {
            var at = parser.currentTokenLocation();
            var place = new Place(file, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
            var name = parser.currentName();
            parser.nextToken();
            var key = KeyCatalogue.find(name);
            if (key.isPresent()) {
                new ValueReader(parser, place, faults).read(key.get()).ifPresent(assignments::add);
            } else {
                parser.skipChildren();
                notices.add(UnknownKeys.notice(name, place));
            }
        }
    }
}
