package io.orchestrator.it.arch;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Which module may see which, and where each library stays. */
@AnalyzeClasses(packages = "io.orchestrator", importOptions = ProductionCode.class)
final class ModuleRulesTest {

    private static final String DOMAIN = "io.orchestrator.domain..";
    private static final String PORTS = "io.orchestrator.ports..";
    private static final String BACKEND = "io.orchestrator.backend..";
    private static final String HTTP = "io.orchestrator.http..";
    private static final String APP = "io.orchestrator.app..";
    private static final String IT = "io.orchestrator.it..";

    @ArchTest static final ArchRule ports_see_the_domain_the_jdk_and_slf4j = classes().that()
            .resideInAPackage(PORTS)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(DOMAIN, PORTS, "java..", "org.slf4j..", "org.jspecify.annotations"))
            .allowEmptyShould(true);

    @ArchTest static final ArchRule backend_sees_no_other_adapter = noClasses().that()
            .resideInAPackage(BACKEND)
            .should()
            .dependOnClassesThat(resideInAnyPackage(HTTP, APP, IT))
            .allowEmptyShould(true);

    @ArchTest static final ArchRule http_sees_no_other_adapter = noClasses().that()
            .resideInAPackage(HTTP)
            .should()
            .dependOnClassesThat(resideInAnyPackage(BACKEND, APP, IT))
            .allowEmptyShould(true);

    @ArchTest static final ArchRule nothing_depends_on_the_integration_tests = noClasses().that()
            .resideOutsideOfPackage(IT)
            .should()
            .dependOnClassesThat(resideInAPackage(IT))
            .allowEmptyShould(true);

    @ArchTest static final ArchRule jooq_stays_in_the_store = outside("io.orchestrator.backend.store..",
            "io.orchestrator.backend.schema..", "io.orchestrator.backend.datasource..",
            "io.orchestrator.backend.migration..").should()
            .dependOnClassesThat(resideInAnyPackage("org.jooq.."))
            .allowEmptyShould(true);

    @ArchTest static final ArchRule jdbc_stays_in_the_backend = outside(BACKEND).should()
            .dependOnClassesThat(
                    resideInAnyPackage("java.sql..", "javax.sql..", "com.zaxxer..", "com.mysql..", "org.sqlite..",
                            "org.flywaydb.."))
            .allowEmptyShould(true);

    @ArchTest static final ArchRule javalin_and_jetty_stay_in_http = outside(HTTP).should()
            .dependOnClassesThat(resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet.."))
            .allowEmptyShould(true);

    @ArchTest static final ArchRule guice_stays_in_the_wiring = outside("io.orchestrator.app.wiring..").should()
            .dependOnClassesThat(resideInAnyPackage("com.google.inject..", "jakarta.inject.."))
            .allowEmptyShould(true);

    @ArchTest static final ArchRule jackson_stays_at_the_edges =
            outside("io.orchestrator.http.wire..", "io.orchestrator.app.config..",
                    "io.orchestrator.backend.codec..").and(isNoMapper())
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson.."))
                    .allowEmptyShould(true);

    @ArchTest static final ArchRule packages_have_no_cycles = slices().matching("io.orchestrator.(**)")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction outside(String... packages) {
        return noClasses().that().resideOutsideOfPackages(withTests(packages));
    }

    /** This module looks at all of it from outside: its helpers may use what they test. */
    private static String[] withTests(String... packages) {
        var all = java.util.Arrays.copyOf(packages, packages.length + 1);
        all[packages.length] = IT;
        return all;
    }

    private static DescribedPredicate<JavaClass> isNoMapper() {
        return DescribedPredicate.describe("are not a mapper",
                candidate -> !candidate.getSimpleName().endsWith("Mapper"));
    }
}
