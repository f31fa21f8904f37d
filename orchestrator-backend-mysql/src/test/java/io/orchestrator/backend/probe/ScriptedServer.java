package io.orchestrator.backend.probe;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

import io.orchestrator.domain.identity.InstanceKey;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks just enough of the protocol to sign anybody in and to answer the statements that it was given answers for, e.g.
 * those that were recorded of a server of some version. Whatever else is asked is a syntax error.
 */
final class ScriptedServer implements AutoCloseable {
    private static final int CAPABILITIES = 0x1 | 0x4 | 0x8 | 0x200 | 0x2000 | 0x8000 | 0x10000 | 0x20000 | 0x80000;
    private static final int COM_QUIT = 1;
    private static final int COM_QUERY = 3;
    private static final int AUTOCOMMIT = 2;
    private static final int MORE_RESULTS = 8;
    private static final int NULL = 0xfb;
    private static final int TWO_BYTES_OF_LENGTH = 0xfc;

    private final ServerSocket listener;
    private final String version;
    private final Function<String, Optional<List<Map<String, String>>>> answers;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String cutAt = "";
    private volatile String hangAt = "";
    private volatile String refused = "";
    private volatile Failure failure = Failure.NONE;
    private volatile int cutAfter = Integer.MAX_VALUE;

    /** Which statements fail, and how. */
    private record Failure(Predicate<String> of, int number, String text) {
        static final Failure NONE = new Failure(_ -> false, 0, "");
    }

    /**
     * @param version as told in the greeting
     * @param answers rows by statement; empty for one that it does not understand
     */
    ScriptedServer(String version, Function<String, Optional<List<Map<String, String>>>> answers) throws IOException {
        this.version = version;
        this.answers = answers;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("scripted-server").start(this::accept);
    }

    InstanceKey key() {
        return new InstanceKey("127.0.0.1", listener.getLocalPort());
    }

    /** From now on it cuts the connection when it has begun to answer this statement. */
    void cutAt(String statement) {
        cutAt = statement;
    }

    /** From now on it sends so many packets, and half of one more; then it cuts every connection. */
    void cutAfter(int packets) {
        cutAfter = sent.get() + packets;
    }

    /** It cuts nothing any more. */
    void heal() {
        cutAfter = Integer.MAX_VALUE;
    }

    /** How many connections were made to it. */
    int connectionsEver() {
        return accepted.get();
    }

    /** How many packets it has sent. */
    int sent() {
        return sent.get();
    }

    /** From now on it does not answer statements that begin so, nor what comes after them on that connection. */
    void hangAt(String beginning) {
        hangAt = beginning;
    }

    /** It answers whatever comes next. */
    void hangNoMore() {
        hangAt = "";
    }

    /** From now on it does not understand this statement. */
    void refuse(String statement) {
        refused = statement;
    }

    /** From now on the account may not run statements that begin so. */
    void deny(String beginning) {
        fail(statement -> statement.startsWith(beginning), 1142, "SELECT command denied to user");
    }

    /** From now on these statements, and no others, end in an error. */
    void fail(Predicate<String> statements, int number, String text) {
        failure = new Failure(statements, number, text);
    }

    /** From now on it may run all of them. */
    void grant() {
        failure = Failure.NONE;
    }

    /** Every statement that was sent to it. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                // Packets go out one by one; held back until the last one is acknowledged, each would take 40 ms.
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // It was closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            var out = new Packets(socket.getOutputStream(), this);
            out.send(0, greeting());
            read(in);
            out.send(2, new byte[] {0, 0, 0, 2, 0, 0, 0});
            for (byte[] command = read(in); command[0] != COM_QUIT; command = read(in)) {
                if (command[0] == COM_QUERY) {
                    answer(new String(command, 1, command.length - 1, StandardCharsets.UTF_8), out);
                } else {
                    out.send(1, new byte[] {0, 0, 0, 2, 0, 0, 0});
                }
            }
        } catch (IOException _) {
            // The client is gone.
        } finally {
            sockets.remove(socket);
        }
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
        in.readByte();
        return in.readNBytes(length);
    }

    private byte[] greeting() {
        var packet = new ByteArrayOutputStream();
        packet.write(10);
        packet.writeBytes(terminated(version));
        packet.writeBytes(little(7, 4));
        packet.writeBytes("12345678".getBytes(StandardCharsets.US_ASCII));
        packet.write(0);
        packet.writeBytes(little(CAPABILITIES, 2));
        packet.write(45);
        packet.writeBytes(little(2, 2));
        packet.writeBytes(little(CAPABILITIES >> 16, 2));
        packet.write(21);
        packet.writeBytes(new byte[10]);
        packet.writeBytes(terminated("123456789012"));
        packet.writeBytes(terminated("mysql_native_password"));
        return packet.toByteArray();
    }

    /** Several statements are answered one after the other, until one is not understood. */
    private void answer(String text, Packets out) throws IOException {
        String[] statements = text.split("; ", -1);
        int number = 1;
        for (int i = 0; i < statements.length; i++) {
            asked.add(statements[i]);
            if (statements[i].equals(cutAt)) {
                out.send(number, new byte[] {1});
                throw new IOException("the connection is cut here");
            }
            if (!hangAt.isEmpty() && statements[i].startsWith(hangAt)) {
                hang();
            }
            Failure now = failure;
            if (now.of().test(statements[i])) {
                out.send(number, error(now.number(), "#42000" + now.text()));
                return;
            }
            Optional<List<Map<String, String>>> rows =
                    statements[i].equals(refused) ? Optional.empty() : answers.apply(statements[i]);
            if (rows.isEmpty()) {
                out.send(number, error(1064, "#42000You have an error in your SQL syntax"));
                return;
            }
            boolean more = i < statements.length - 1;
            if (statements[i].startsWith("SET ")) {
                out.send(number++, new byte[] {0, 0, 0, (byte) (AUTOCOMMIT | (more ? MORE_RESULTS : 0)), 0, 0, 0});
            } else {
                number = send(rows.get(), more, number, out);
            }
        }
    }

    private void hang() throws IOException {
        try {
            ended.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("it hung until its end");
    }

    private static byte[] error(int number, String text) {
        var error = new ByteArrayOutputStream();
        error.write(0xff);
        error.writeBytes(little(number, 2));
        error.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return error.toByteArray();
    }

    private static int send(List<Map<String, String>> rows, boolean more, int first, Packets out) throws IOException {
        int number = first;
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        if (columns.isEmpty()) {
            columns.add("nothing");
        }
        byte[] end = {(byte) 0xfe, 0, 0, (byte) (AUTOCOMMIT | (more ? MORE_RESULTS : 0)), 0};
        out.send(number++, new byte[] {(byte) columns.size()});
        for (String column : columns) {
            out.send(number++, definition(column));
        }
        out.send(number++, end);
        for (Map<String, String> row : rows) {
            var packet = new ByteArrayOutputStream();
            columns.forEach(column -> packet.writeBytes(counted(row.get(column))));
            out.send(number++, packet.toByteArray());
        }
        out.send(number++, end);
        return number;
    }

    private static byte[] definition(String column) {
        var packet = new ByteArrayOutputStream();
        for (String text : List.of("def", "", "", "", column, "")) {
            packet.writeBytes(counted(text));
        }
        packet.write(0x0c);
        packet.writeBytes(little(45, 2));
        packet.writeBytes(little(1024, 4));
        packet.write(0xfd);
        packet.writeBytes(new byte[5]);
        return packet.toByteArray();
    }

    private static byte[] counted(@Nullable String text) {
        var out = new ByteArrayOutputStream();
        if (text == null) {
            out.write(NULL);
            return out.toByteArray();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < NULL) {
            out.write(bytes.length);
        } else {
            out.write(TWO_BYTES_OF_LENGTH);
            out.writeBytes(little(bytes.length, 2));
        }
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private static byte[] terminated(String text) {
        return (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] little(int value, int bytes) {
        byte[] out = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            out[i] = (byte) (value >> (8 * i));
        }
        return out;
    }

    /** Writes packets of the protocol. */
    private record Packets(OutputStream out, ScriptedServer server) {
        void send(int number, byte[] payload) throws IOException {
            boolean cut = server.sent.incrementAndGet() > server.cutAfter;
            out.write(little(payload.length, 3));
            out.write(number);
            out.write(payload, 0, cut ? payload.length / 2 : payload.length);
            out.flush();
            if (cut) {
                throw new IOException("the connection is cut here");
            }
        }
    }

    /** Ends it, and every connection to it. */
    @Override
    public void close() throws IOException {
        ended.countDown();
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
