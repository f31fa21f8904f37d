package io.orchestrator.it.server;

import java.nio.file.Path;

/** What a test run leaves that is killed: a JVM that starts a server, prints its process id and data folder, and waits. */
final class LeftBehind {
    private LeftBehind() {}

    public static void main(String[] arguments) throws InterruptedException {
        RealServer server = RealServers.start(ServerFlavor.valueOf(arguments[0]));
        Path data = RunFolder.ofThisJvm().server(server.port());
        System.out.println("left " + server.pid() + " " + data);
        Thread.currentThread().join();
    }
}
