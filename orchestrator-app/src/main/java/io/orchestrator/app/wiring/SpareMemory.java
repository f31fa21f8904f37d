package io.orchestrator.app.wiring;

import java.lang.management.ManagementFactory;

import com.sun.management.HotSpotDiagnosticMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Memory that was needed once, for the first look at all servers or for a long answer, and is not needed now. The collector gives it
 * back to the machine at the end of a concurrent cycle, and a heap that suffices begins none by itself.
 */
final class SpareMemory {
    private static final String CONCURRENTLY = "ExplicitGCInvokesConcurrent";
    private static final String COLLECTOR = "UseG1GC";

    private final boolean wanted;

    /** Whether the JVM was started such that nothing stands still meanwhile; the launcher does that, an administrator may not. */
    SpareMemory() {
        wanted = isOn(CONCURRENTLY) && isOn(COLLECTOR);
    }

    /** Whether a flag is on, by whatever came last among the arguments; a JVM that has no such flag has it off. */
    private static boolean isOn(String flag) {
        try {
            @Nullable HotSpotDiagnosticMXBean jvm =
                    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return jvm != null && Boolean.parseBoolean(jvm.getVMOption(flag).getValue());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    boolean isWanted() {
        return wanted;
    }

    void giveBack() {
        if (wanted) {
            System.gc();
        }
    }
}
