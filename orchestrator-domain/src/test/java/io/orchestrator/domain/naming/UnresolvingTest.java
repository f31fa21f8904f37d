package io.orchestrator.domain.naming;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.Unresolving.Wish;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UnresolvingTest {
    private static final InstanceKey REAL = new InstanceKey("db1", 3306);
    private static final InstanceKey VIRTUAL = new InstanceKey("vip", 3306);
    private static final String MISMATCH =
            "Error unresolving; hostname=db1, unresolved=vip, re-resolved=db2; mismatch.";

    @Test
    void theVirtualNameIsToldWhenItLeadsBack() {
        assertThat(Unresolving.decide(REAL, "vip", "db1", Wish.CHECKED, false)).isEqualTo(new Unresolving.Use(VIRTUAL));
        assertThat(Unresolving.needsProof(REAL, "vip", Wish.CHECKED, false)).isTrue();
    }

    @Test
    void aMismatchIsRefusedOrLeavesTheRealName() {
        assertThat(Unresolving.decide(REAL, "vip", "db2", Wish.CHECKED, false)).isEqualTo(
                new Unresolving.Refuse(MISMATCH + " Skip/ignore with --skip-unresolve-check"));
        assertThat(Unresolving.decide(REAL, "vip", "db2", Wish.FORGIVING, false))
                .isEqualTo(new Unresolving.UseReal(REAL, MISMATCH));
    }

    @Test
    void noAnswerIsAMismatch() {
        assertThat(Unresolving.decide(REAL, "vip", null, Wish.CHECKED, false))
                .isInstanceOf(Unresolving.Refuse.class);
    }

    @Test
    void aTrustedServerNeedsNoProof() {
        assertThat(Unresolving.needsProof(REAL, "vip", Wish.CHECKED, true)).isFalse();
        assertThat(Unresolving.decide(REAL, "vip", null, Wish.CHECKED, true)).isEqualTo(new Unresolving.Use(VIRTUAL));
    }

    @Test
    void withoutAVirtualNameOrTheWishForItTheRealOneIsTold() {
        assertThat(Unresolving.needsProof(REAL, "", Wish.CHECKED, false)).isFalse();
        assertThat(Unresolving.decide(REAL, "", null, Wish.CHECKED, false)).isEqualTo(new Unresolving.Use(REAL));
        assertThat(Unresolving.decide(REAL, "vip", "db1", Wish.NEVER, false)).isEqualTo(new Unresolving.Use(REAL));
        assertThat(Unresolving.decide(REAL, "db1", null, Wish.CHECKED, false)).isEqualTo(new Unresolving.Use(REAL));
    }
}
