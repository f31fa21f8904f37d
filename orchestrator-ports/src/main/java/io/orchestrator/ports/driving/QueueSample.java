package io.orchestrator.ports.driving;

/**
 * How much probing there was at one moment (discovery.md 10.2).
 *
 * @param active probes under way
 * @param queued servers that were due and waited for a free probe
 */
public record QueueSample(int active, int queued) {}
