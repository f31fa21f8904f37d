package io.orchestrator.it.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.orchestrator.it.server.ServerException;

/** Asks one path over some kept connections, each as often as it can. It spends as little as possible itself. */
final class HttpLoad {
    private static final int BUFFER = 1 << 18;
    private static final long SAMPLE_EVERY_NANOS = Duration.ofMillis(200).toNanos();

    /** An answer, and when its last byte was there. */
    record Sample(String body, long received) {}

    /**
     * What was measured.
     *
     * @param nanos latencies, sorted
     * @param samples some answers
     */
    record Result(double perSecond, List<Long> nanos, long bytesOfOne, List<Sample> samples) {
        double millisAt(double share) {
            return nanos.get(Math.min(nanos.size() - 1, (int) (nanos.size() * share))) / 1e6;
        }
    }

    private HttpLoad() {}

    static Result ask(int port, String path, int connections, Duration time) {
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            long end = System.nanoTime() + time.toNanos();
            List<Future<Connection>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(() -> new Connection(path).ask(port, end)));
            }
            List<Connection> done = new ArrayList<>();
            for (Future<Connection> one : running) {
                done.add(one.get());
            }
            List<Long> nanos =
                    done.stream().flatMapToLong(c -> Arrays.stream(c.nanos, 0, c.count)).sorted().boxed().toList();
            List<Sample> samples = done.stream().flatMap(c -> c.samples.stream()).toList();
            return new Result(nanos.size() / (time.toMillis() / 1e3), nanos, done.getFirst().length, samples);
        } catch (ExecutionException e) {
            throw new ServerException("a request failed: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted");
        }
    }

    private static final class Connection {
        private final byte[] request;
        private byte[] body = new byte[BUFFER];
        private long[] nanos = new long[1_024];
        private int count;
        private int length;
        private final List<Sample> samples = new ArrayList<>();

        Connection(String path) {
            request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        }

        Connection ask(int port, long end) throws IOException {
            try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
                    InputStream input = new BufferedInputStream(socket.getInputStream(), BUFFER)) {
                socket.setTcpNoDelay(true);
                long sampled = System.nanoTime();
                for (long begun = System.nanoTime(); begun < end; begun = System.nanoTime()) {
                    socket.getOutputStream().write(request);
                    length = read(input);
                    long received = System.nanoTime();
                    add(received - begun);
                    if (received - sampled > SAMPLE_EVERY_NANOS) {
                        sampled = received;
                        samples.add(new Sample(new String(body, 0, length, StandardCharsets.UTF_8), received));
                    }
                }
            }
            return this;
        }

        private void add(long taken) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, count * 2);
            }
            nanos[count++] = taken;
        }

        /** Reads one answer into the buffer. */
        private int read(InputStream input) throws IOException {
            String status = line(input);
            if (!status.contains(" 200")) {
                throw new IOException("not answered: " + status);
            }
            int announced = -1;
            boolean chunked = false;
            for (String header = line(input); !header.isEmpty(); header = line(input)) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    announced = Integer.parseInt(lower.substring(15).trim());
                } else if (lower.startsWith("transfer-encoding:")) {
                    chunked = true;
                }
            }
            if (!chunked) {
                read(input, 0, announced);
                return announced;
            }
            int total = 0;
            for (int size = chunk(input); size > 0; size = chunk(input)) {
                read(input, total, size);
                total += size;
                line(input);
            }
            line(input);
            return total;
        }

        private static int chunk(InputStream input) throws IOException {
            return Integer.parseInt(line(input), 16);
        }

        private void read(InputStream input, int from, int size) throws IOException {
            if (body.length < from + size) {
                body = Arrays.copyOf(body, Math.max(from + size, body.length * 2));
            }
            if (input.readNBytes(body, from, size) < size) {
                throw new EOFException("the answer ends early");
            }
        }

        private static String line(InputStream input) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = input.read(); c != '\n'; c = input.read()) {
                if (c < 0) {
                    throw new EOFException("the connection ended");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }
    }
}
