package io.orchestrator.http.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A client that reads server-sent events, one at a time. */
public final class EventReader implements AutoCloseable {
    /**
     * What was read; what it did not have is empty.
     *
     * @param comment text of a comment, without its colon
     */
    public record Received(String name, String id, String data, String comment) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    /** Asks for events; headers alternate names and values. */
    public EventReader(int port, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    public HttpResponse<InputStream> response() {
        return response;
    }

    /** All that is left to read. */
    public String rest() {
        try {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next event or comment; waits for it. */
    public Received next() {
        Received received = new Received("", "", "", "");
        try {
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                received = with(received, line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return received;
    }

    /** Whether the server has ended the stream. */
    public boolean isAtEnd() {
        try {
            return lines.read() < 0;
        } catch (IOException _) {
            return true;
        }
    }

    private static Received with(Received before, String line) {
        int colon = line.indexOf(':');
        String value = line.substring(colon + 1).trim();
        return switch (line.substring(0, colon)) {
            case "event" -> new Received(value, before.id, before.data, before.comment);
            case "id" -> new Received(before.name, value, before.data, before.comment);
            case "data" -> new Received(before.name, before.id, value, before.comment);
            case "" -> new Received(before.name, before.id, before.data, value);
            default -> throw new IllegalStateException("no line of an event: " + line);
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
