package io.orchestrator.app.wiring;

import java.lang.management.ManagementFactory;

/**
 * Memory that was needed once, for the first look at all servers or for a long answer, and is not needed now. The collector gives it
 * back to the machine at the end of a concurrent cycle, and a heap that suffices begins none by itself.
 */
final class SpareMemory {
    private static final String CONCURRENTLY = "-XX:+ExplicitGCInvokesConcurrent";
    private static final String COLLECTOR = "G1";

    private final boolean wanted;

    /** Whether the JVM was started such that nothing stands still meanwhile; the launcher does that, an administrator may not. */
    SpareMemory() {
        wanted = ManagementFactory.getRuntimeMXBean().getInputArguments().contains(CONCURRENTLY)
                && ManagementFactory.getGarbageCollectorMXBeans()
                        .stream()
                        .anyMatch(collector -> collector.getName().startsWith(COLLECTOR));
    }

    void giveBack() {
        if (wanted) {
            System.gc();
        }
    }
}
