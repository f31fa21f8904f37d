package io.orchestrator.domain.instance;

/** State of a replication thread (discovery.md 3.2); the contract's numbers are in {@link #contractCode()}. */
public enum ThreadState {
    /** The server has no replication configuration. */
    NO_THREAD(-1),
    /** The server says {@code No}. */
    STOPPED(0),
    /** The server says {@code Yes}. */
    RUNNING(1),
    /** Anything else, e.g. {@code Connecting}. */
    OTHER(2);

    private final int contractCode;

    ThreadState(int contractCode) {
        this.contractCode = contractCode;
    }

    public int contractCode() {
        return contractCode;
    }

    public static ThreadState ofColumn(String text) {
        return switch (text) {
            case "Yes" -> RUNNING;
            case "No" -> STOPPED;
            default -> OTHER;
        };
    }

    public static ThreadState ofContractCode(int code) {
        return switch (code) {
            case -1 -> NO_THREAD;
            case 0 -> STOPPED;
            case 1 -> RUNNING;
            default -> OTHER;
        };
    }
}
