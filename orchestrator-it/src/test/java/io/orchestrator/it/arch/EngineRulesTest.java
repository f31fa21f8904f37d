package io.orchestrator.it.arch;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

/** The engine never blocks: it waits for nothing, and whatever runs it is handed in. */
@AnalyzeClasses(packages = "io.orchestrator", importOptions = ProductionCode.class)
final class EngineRulesTest {

    private static final String ENGINE = "io.orchestrator.ports.engine..";

    private static final Set<String> WAITS = Set.of("get", "join");

    @ArchTest static final ArchRule names_no_thread_lock_or_latch = noClasses().that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat(assignableTo(Thread.class).or(assignableTo(ThreadLocal.class))
                    .or(assignableTo(BlockingQueue.class))
                    .or(assignableTo(Executors.class))
                    .or(assignableTo(ForkJoinPool.class))
                    .or(resideInAnyPackage("java.util.concurrent.locks.."))
                    .or(simpleName("CountDownLatch"))
                    .or(simpleName("CyclicBarrier"))
                    .or(simpleName("Semaphore"))
                    .or(simpleName("Phaser"))
                    .or(simpleName("Exchanger"))
                    .or(simpleName("LockSupport")))
            .because("the simulation replays it on one thread in virtual time")
            .allowEmptyShould(true);

    @ArchTest static final ArchRule waits_for_no_future = noClasses().that()
            .resideInAPackage(ENGINE)
            .should()
            .accessTargetWhere(DescribedPredicate.describe("waits for a future", EngineRulesTest::waits))
            .orShould()
            .callMethod(Object.class, "wait")
            .orShould()
            .callMethod(Object.class, "wait", long.class)
            .allowEmptyShould(true);

    @ArchTest static final ArchRule has_no_synchronized_method = noMethods().that()
            .areDeclaredInClassesThat()
            .resideInAPackage(ENGINE)
            .should()
            .haveModifier(JavaModifier.SYNCHRONIZED)
            .allowEmptyShould(true);

    private static boolean waits(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        return (owner.isAssignableTo(Future.class) || owner.isAssignableTo(CompletableFuture.class))
                && WAITS.contains(access.getTarget().getName());
    }
}
