package io.orchestrator.it.arch;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

/** What no class may use, tests included. */
@AnalyzeClasses(packages = "io.orchestrator")
final class LibraryRulesTest {

    @ArchTest static final ArchRule no_mocking_library = noClasses().should()
            .dependOnClassesThat(resideInAnyPackage("org.mockito..", "org.easymock..", "mockit..", "org.powermock..",
                    "io.mockk.."))
            .because("fakes that pass the contract kit tell more");

    @ArchTest static final ArchRule no_old_inject_and_no_junit_4 = noClasses().should()
            .dependOnClassesThat(resideInAnyPackage("javax.inject..", "junit..", "org.junit"));

    @ArchTest static final ArchRule no_java_util_logging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest static final ArchRule standard_streams_only_where_output_begins =
            noClasses().that(arePartOfTheService())
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .orShould()
                    .callMethod(Throwable.class, "printStackTrace")
                    .allowEmptyShould(true);

    /** The main class hands them on; the log writes to standard error before there is a configuration. */
    private static DescribedPredicate<JavaClass> arePartOfTheService() {
        return DescribedPredicate.describe("are part of the service, but neither main class, log nor printer",
                candidate -> {
                    var location = candidate.getSource().map(source -> source.getUri().toString()).orElse("");
                    boolean test = location.contains("/test-classes/") || location.contains("-tests.jar");
                    var room = candidate.getPackageName();
                    boolean allowed = candidate.getName().equals("io.orchestrator.app.Main")
                            || room.startsWith("io.orchestrator.app.logging")
                            || (room.startsWith("io.orchestrator.app.cli")
                                    && candidate.getSimpleName().endsWith("Printer"));
                    return !test && !allowed && !room.startsWith("io.orchestrator.it");
                });
    }
}
