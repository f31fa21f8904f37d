package io.orchestrator.http.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Name on the wire of a component whose own name with a capital letter is not it. Jackson's own annotation would move the member behind
 * the others, and the order is part of the contract.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface WireName {
    String value();
}
