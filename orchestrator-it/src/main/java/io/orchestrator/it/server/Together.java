package io.orchestrator.it.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Starts several servers at the same time. */
final class Together {
    private Together() {}

    /**
     * All of them, in the order of their starters; none is left when one fails.
     *
     * @throws ServerException when one fails; the message is that of the first
     */
    static <S extends RealServer> List<S> start(List<Supplier<S>> starters) {
        List<S> started = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<S>> starting = starters.stream().map(starter -> threads.submit(starter::get)).toList();
            for (Future<S> server : starting) {
                try {
                    started.add(server.get());
                } catch (ExecutionException e) {
                    failures.add(e.getCause() == null ? e : e.getCause());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    failures.add(e);
                }
            }
        }
        if (!failures.isEmpty()) {
            started.forEach(RealServer::close);
            Throwable first = failures.getFirst();
            throw new ServerException(failures.size() + " of " + starters.size()
                    + " servers did not start. The first: " + first.getMessage(), first);
        }
        return List.copyOf(started);
    }
}
