package io.orchestrator.it.server;

import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Every flavor, for parameterized tests. */
public final class ServerFlavors implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Stream.of(ServerFlavor.values())
                .map(flavor -> Arguments.of(Named.of(flavor.displayName(), flavor)));
    }
}
