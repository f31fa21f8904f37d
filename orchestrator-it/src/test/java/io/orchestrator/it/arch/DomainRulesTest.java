package io.orchestrator.it.arch;

import java.util.List;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The domain decides from values alone: no clock, no thread, no file, no socket, no chance. */
@AnalyzeClasses(packages = "io.orchestrator", importOptions = ProductionCode.class)
final class DomainRulesTest {

    private static final String DOMAIN = "io.orchestrator.domain..";

    private static final Set<String> SYSTEM_IS_FINE = Set.of("arraycopy", "identityHashCode", "lineSeparator");

    @ArchTest static final ArchRule sees_only_itself_the_plain_jdk_and_jspecify = classes().that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(DOMAIN, "java.lang", "java.lang.annotation", "java.lang.invoke",
                    "java.lang.runtime", "java.util", "java.util.function", "java.util.stream", "java.util.regex",
                    "java.time..", "java.math", "org.jspecify.annotations")
                    // the one class of java.io that records and enums may name
                    .or(type(java.io.Serializable.class))
                    // the contract counts columns in UTF-8 bytes
                    .or(type(java.nio.charset.StandardCharsets.class))
                    .or(type(java.nio.charset.Charset.class)))
            .because("its decisions must be replayable from values alone")
            .allowEmptyShould(true);

    @ArchTest static final ArchRule starts_nothing_and_draws_no_lots = noClasses().that()
            .resideInAPackage(DOMAIN)
            .should()
            .dependOnClassesThat(oneOf(Thread.class, ThreadLocal.class, Runtime.class, Process.class,
                    ProcessBuilder.class,
                    ClassLoader.class, java.util.Timer.class, java.util.Random.class, java.util.SplittableRandom.class,
                    java.util.ServiceLoader.class, java.util.Scanner.class, java.time.Clock.class))
            .because("threads, chance and the outside world are handed in as values")
            .allowEmptyShould(true);

    @ArchTest static final ArchRule reads_no_clock = noClasses().that()
            .resideInAPackage(DOMAIN)
            .should()
            .accessTargetWhere(access("reads a clock",
                    access -> access.getTargetOwner().getPackageName().startsWith("java.time")
                            && Set.of("now", "systemDefault", "systemUTC").contains(access.getTarget().getName())))
            .because("the time of a decision is one of its arguments")
            .allowEmptyShould(true);

    @ArchTest static final ArchRule asks_the_system_and_chance_nothing = noClasses().that()
            .resideInAPackage(DOMAIN)
            .should()
            .accessTargetWhere(access("asks the system", access -> access.getTargetOwner().isEquivalentTo(System.class)
                    && !SYSTEM_IS_FINE.contains(access.getTarget().getName())))
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID")
            .orShould()
            .callMethod(java.util.Collections.class, "shuffle", List.class)
            .allowEmptyShould(true);

    private static DescribedPredicate<JavaClass> oneOf(Class<?>... classes) {
        return DescribedPredicate.describe("are one of " + List.of(classes),
                candidate -> List.of(classes).stream().anyMatch(candidate::isEquivalentTo));
    }

    private static DescribedPredicate<JavaAccess<?>> access(String description,
            java.util.function.Predicate<JavaAccess<?>> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }
}
