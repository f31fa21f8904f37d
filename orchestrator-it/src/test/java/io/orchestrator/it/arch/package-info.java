/**
 * The rules of the house as tests: compiled classes and source files of every module go in, violations come out.
 */
@NullMarked
package io.orchestrator.it.arch;

import org.jspecify.annotations.NullMarked;
