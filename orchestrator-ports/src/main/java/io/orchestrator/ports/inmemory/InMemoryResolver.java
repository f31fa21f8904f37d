package io.orchestrator.ports.inmemory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.domain.naming.Resolution;
import io.orchestrator.domain.naming.ResolveMethod;
import io.orchestrator.ports.driven.HostnameResolver;

/** A network of the hosts it was told of; {@code localhost} is always there. Nobody listens but where it was said. Answers at once. */
public final class InMemoryResolver implements HostnameResolver {
    private final Map<String, Host> hosts = new HashMap<>();
    private final Set<InstanceKey> listening = new HashSet<>();

    private record Host(String canonical, HostAddresses addresses) {}

    public InMemoryResolver() {
        host("localhost", "localhost", new HostAddresses("127.0.0.1", "::1"));
    }

    /** There is such a host from now on, or it has other names and addresses. */
    public synchronized void host(String name, String canonical, HostAddresses addresses) {
        hosts.put(name, new Host(canonical, addresses));
    }

    /** The network knows that host no more. */
    public synchronized void remove(String name) {
        hosts.remove(name);
    }

    /** Somebody listens there from now on. */
    public synchronized void listen(InstanceKey key) {
        listening.add(key);
    }

    @Override
    public synchronized CompletionStage<Resolution> resolve(String hostname, ResolveMethod method) {
        return CompletableFuture.completedStage(switch (method) {
            case NONE, DEFAULT -> new Resolution.Found(hostname);
            case CNAME -> found(hostname, true);
            case IP -> found(hostname, false);
        });
    }

    private Resolution found(String hostname, boolean canonical) {
        if (isAddress(hostname)) {
            return new Resolution.Found(hostname);
        }
        Host host = hosts.get(hostname);
        String name = host == null ? "" : canonical ? host.canonical() : host.addresses().preferred();
        return name.isEmpty() ? new Resolution.Failed("lookup " + hostname + ": no such host")
                : new Resolution.Found(name);
    }

    @Override
    public synchronized CompletionStage<HostAddresses> addresses(String hostname) {
        if (isAddress(hostname)) {
            return CompletableFuture.completedStage(hostname.contains(":") ? new HostAddresses("", hostname)
                    : new HostAddresses(hostname, ""));
        }
        Host host = hosts.get(hostname);
        return CompletableFuture.completedStage(host == null ? HostAddresses.NONE : host.addresses());
    }

    @Override
    public synchronized CompletionStage<String> dial(InstanceKey key) {
        return CompletableFuture.completedStage(
                listening.contains(key) ? "" : "dial tcp " + key.display() + ": connect: connection refused");
    }

    private static boolean isAddress(String text) {
        return text.contains(":") || text.matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
    }
}
