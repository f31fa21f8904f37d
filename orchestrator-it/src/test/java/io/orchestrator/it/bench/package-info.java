/**
 * Benchmarks (JMH). They are no tests and never run with them: the profile {@code bench} of this module runs those whose
 * name matches, for example
 * {@code mvn -q -Pbench -DskipTests -pl orchestrator-it -am test -Dbench=GtidSetBench}.
 */
@NullMarked
package io.orchestrator.it.bench;

import org.jspecify.annotations.NullMarked;
