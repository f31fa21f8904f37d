/**
 * The demo: {@link io.orchestrator.it.demo.Demo} starts a real MySQL topology on loopback and the built distribution on top of it, keeps
 * a small application writing, says what to look at and what to try, and ends all of it when it is interrupted.
 */
@NullMarked
package io.orchestrator.it.demo;

import org.jspecify.annotations.NullMarked;
