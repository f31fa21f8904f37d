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

    @ArchTest static final ArchRule standard_streams_only_in_the_command_lines_printer =
            noClasses().that(arePartOfTheService())
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .orShould()
                    .callMethod(Throwable.class, "printStackTrace")
                    .allowEmptyShould(true);

    private static DescribedPredicate<JavaClass> arePartOfTheService() {
        return DescribedPredicate.describe("are part of the service, but not the command line's printer", candidate -> {
            var location = candidate.getSource().map(source -> source.getUri().toString()).orElse("");
            boolean test = location.contains("/test-classes/") || location.contains("-tests.jar");
            boolean outside = candidate.getPackageName().startsWith("io.orchestrator.it");
            boolean printer = candidate.getPackageName().startsWith("io.orchestrator.app.cli")
                    && candidate.getSimpleName().endsWith("Printer");
            return !test && !outside && !printer;
        });
    }
}
