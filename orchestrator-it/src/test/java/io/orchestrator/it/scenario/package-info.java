/**
 * What happens when servers die, hang and return: the whole product against real servers, under write load.
 * {@link io.orchestrator.it.scenario.EmbeddedService} runs the engine in this JVM on the real adapters and a SQLite backend;
 * {@link io.orchestrator.it.scenario.ServiceProcess} runs the built distribution as its users do. A test breaks something in a
 * {@link io.orchestrator.it.server.ReplicationLab} and {@link io.orchestrator.it.scenario.Aftermath} asks the servers themselves what
 * became of it. {@link io.orchestrator.it.scenario.ServerProxy} stands between the product and one server where a test needs to cut a
 * line, or to act at the very moment a statement passes. {@link io.orchestrator.it.scenario.FailoverSoak} repeats failovers for long.
 */
@NullMarked
package io.orchestrator.it.scenario;

import org.jspecify.annotations.NullMarked;
