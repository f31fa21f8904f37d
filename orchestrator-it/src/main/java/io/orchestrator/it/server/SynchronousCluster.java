package io.orchestrator.it.server;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Three servers of our own on loopback that commit together, all of them writable. A member may be killed; it does not come back: who
 * wants a whole cluster again starts another.
 */
public sealed interface SynchronousCluster extends AutoCloseable permits GaleraCluster, GroupReplicationCluster {
    /** How many members there are. */
    int SIZE = 3;

    /** How long a cluster may take to form. */
    Duration FORM_LIMIT = Duration.ofSeconds(90);

    /** The members, in the order in which they joined. */
    List<RealServer> members();

    /** Ends all members and deletes their data. */
    @Override
    default void close() {
        members().forEach(RealServer::close);
    }

    /** Starts servers by their position, all at once; none is left when one fails. */
    static List<ProcessServer> startAll(List<Integer> positions, IntFunction<ProcessServer> starter) {
        return Together.start(positions.stream().<Supplier<ProcessServer>>map(p -> () -> starter.apply(p)).toList());
    }

    /** The server programs of a flavor on this machine; a cluster is not made of containers. */
    static ServerInstallation.Programs programs(ServerFlavor flavor) {
        return switch (ServerLocator.locate(flavor)) {
            case ServerInstallation.Programs programs -> programs;
            case ServerInstallation.Image image -> throw new ServerException("a cluster needs the server programs of "
                    + flavor.displayName() + ", and there is only the " + image.origin()
                    + ": install the server, or set " + flavor.variable());
        };
    }
}
