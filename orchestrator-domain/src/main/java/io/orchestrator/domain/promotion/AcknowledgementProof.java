package io.orchestrator.domain.promotion;

/**
 * Whether it is certain that no acknowledged transaction is lost. A semi-synchronous source had each commit acknowledged by {@code w} of
 * its {@code n} acknowledging replicas. Only when more than {@code n − w} of them are stopped and read is every acknowledged commit
 * among what was read; and only then can the old source, should it live, acknowledge no more.
 *
 * @param acknowledgements acknowledgements each commit waited for, 0 when asynchronous: then there is nothing to prove
 * @param acknowledging acknowledging replicas, seen or not
 * @param read those of them that were stopped and read
 * @param needed how many of them have to be
 */
public record AcknowledgementProof(int acknowledgements, long acknowledging, long read, long needed) {
    /** What a contest proves. */
    public static AcknowledgementProof of(Contest contest) {
        if (contest.acknowledgements() == 0) {
            return new AcknowledgementProof(0, 0, 0, 0);
        }
        long acknowledging = contest.replicas().stream().filter(ReplicaFacts::acknowledges).count()
                + contest.unseenAcknowledging();
        long read = contest.replicas()
                .stream()
                .filter(ReplicaFacts::acknowledges)
                .filter(r -> contest.stopped(r).isPresent())
                .count();
        return new AcknowledgementProof(contest.acknowledgements(), acknowledging, read,
                Math.max(1, acknowledging - contest.acknowledgements() + 1));
    }

    /** Whether as many as needed were read. */
    public boolean holds() {
        return read >= needed;
    }
}
