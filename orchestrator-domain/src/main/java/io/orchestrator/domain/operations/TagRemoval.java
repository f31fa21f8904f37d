package io.orchestrator.domain.operations;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Which tag is to be taken away (http-api.md 2.6, cli.md 10.10).
 *
 * @param name of the tag
 * @param value only where it has this value; null = whatever its value
 */
public record TagRemoval(String name, @Nullable String value) {
    public TagRemoval {
        Objects.requireNonNull(name, "name");
    }

    /**
     * From one server.
     *
     * @throws IllegalArgumentException with the contract's text when the expression is negated
     */
    public static TagRemoval fromOne(TagExpression expression) {
        if (expression.negated()) {
            throw new IllegalArgumentException("Untag: does not support negation");
        }
        return new TagRemoval(expression.name(), expression.value());
    }

    /**
     * From every server that has it.
     *
     * @throws IllegalArgumentException with the contract's text when the expression is negated or names no value
     */
    public static TagRemoval fromAll(TagExpression expression) {
        TagRemoval removal = fromOne(expression);
        if (removal.value() == null) {
            throw new IllegalArgumentException("Untag: either indicate an instance or a tag value. Will not delete"
                    + " on-valued tag across instances");
        }
        return removal;
    }

    /** {@code name=value}, or only the name. */
    public String display() {
        return value == null || value.isEmpty() ? name : name + "=" + value;
    }
}
