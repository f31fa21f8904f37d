/**
 * Real database servers for tests, benchmarks and the demo. {@link io.orchestrator.it.server.ServerLocator} finds an installation
 * (an environment variable, the machine's own, Debian packages unpacked into a cache folder, Docker); {@code ServerTemplates} prepares
 * one data folder per installation; {@link io.orchestrator.it.server.RealServers} copies it and starts a
 * {@link io.orchestrator.it.server.RealServer} on a free loopback port; {@link io.orchestrator.it.server.ReplicationLab} wires several
 * of them, {@link io.orchestrator.it.server.SynchronousCluster} joins three, {@link io.orchestrator.it.server.HaProxy} stands before
 * servers or nodes; {@link io.orchestrator.it.server.WriteLoad} writes to them. Whatever was started ends with the handle that started it,
 * at the latest with the JVM; what a killed JVM left behind is ended by the next one.
 */
@NullMarked
package io.orchestrator.it.server;

import org.jspecify.annotations.NullMarked;
