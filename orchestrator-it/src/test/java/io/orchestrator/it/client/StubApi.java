package io.orchestrator.it.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestrator.it.server.ServerException;

/** An HTTP server on the loopback that answers what a test told it to, and remembers each request as it was sent. */
final class StubApi implements AutoCloseable {
    /**
     * An answer.
     *
     * @param status HTTP status; {@link #DROPPED} closes the connection without any
     */
    record Answer(int status, String body) {
        static final int DROPPED = 0;

        static Answer json(String body) {
            return new Answer(200, body);
        }

        static Answer dropped() {
            return new Answer(DROPPED, "");
        }
    }

    /** A request: method, and path with query below the root, still encoded; headers. */
    record Seen(String method, String target, Headers headers) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private static final Answer NOT_FOUND = new Answer(404, "404 page not found\n");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    private StubApi(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new ServerException("cannot listen on port " + port + ": " + e, e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static StubApi start() {
        return new StubApi(0);
    }

    static StubApi start(int port) {
        return new StubApi(port);
    }

    /** What is answered to this target, one after the other; the last one for ever. */
    StubApi answering(String target, Answer... wanted) {
        synchronized (answers) {
            answers.put(target, new ArrayDeque<>(List.of(wanted)));
        }
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    List<String> targets() {
        return seen.stream().map(Seen::target).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        seen.add(new Seen(exchange.getRequestMethod(), target, exchange.getRequestHeaders()));
        Answer answer = next(target);
        try (exchange) {
            if (answer.status() != Answer.DROPPED) {
                byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Answer next(String target) {
        synchronized (answers) {
            Deque<Answer> left = answers.getOrDefault(target, new ArrayDeque<>(List.of(NOT_FOUND)));
            return left.size() > 1 ? left.removeFirst() : left.getFirst();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
