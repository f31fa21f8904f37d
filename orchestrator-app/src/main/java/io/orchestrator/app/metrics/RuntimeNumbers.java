package io.orchestrator.app.metrics;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;

/** What the Java runtime says of itself. */
final class RuntimeNumbers {
    private RuntimeNumbers() {}

    /** Memory in bytes, times in milliseconds. */
    static Map<String, Number> read() {
        Map<String, Number> numbers = new TreeMap<>();
        memory("jvm.memory.heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage(), numbers);
        memory("jvm.memory.nonheap", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage(), numbers);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        numbers.put("jvm.threads.live", threads.getThreadCount());
        numbers.put("jvm.threads.peak", threads.getPeakThreadCount());
        numbers.put("jvm.threads.started", threads.getTotalStartedThreadCount());
        long collections = 0;
        long paused = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            paused += Math.max(0, collector.getCollectionTime());
        }
        numbers.put("jvm.gc.collections", collections);
        numbers.put("jvm.gc.milliseconds", paused);
        numbers.put("jvm.classes.loaded", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        numbers.put("jvm.processors", Runtime.getRuntime().availableProcessors());
        numbers.put("jvm.uptime.milliseconds", ManagementFactory.getRuntimeMXBean().getUptime());
        return numbers;
    }

    private static void memory(String name, MemoryUsage usage, Map<String, Number> numbers) {
        numbers.put(name + ".used", usage.getUsed());
        numbers.put(name + ".committed", usage.getCommitted());
        numbers.put(name + ".max", usage.getMax());
    }
}
