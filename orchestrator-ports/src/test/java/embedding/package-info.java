/**
 * What an embedder writes, outside our packages: the domain alone, from a topology to what is wrong with it; and the engine with adapters
 * of its own, on the domain and ports jars only.
 */
@NullMarked
package embedding;

import org.jspecify.annotations.NullMarked;
