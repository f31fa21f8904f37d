package io.orchestrator.app.command;

/** Old names of commands that scripts still use (cli.md 11). */
final class Synonyms {

    private Synonyms() {}

    /** Today's name of a command; a word that is no old name stays as it is. */
    static String canonical(String word) {
        return switch (word) {
            case "stop-slave" -> "stop-replica";
            case "start-slave" -> "start-replica";
            case "restart-slave" -> "restart-replica";
            case "reset-slave" -> "reset-replica";
            case "restart-slave-statements" -> "restart-replica-statements";
            case "relocate-slaves" -> "relocate-replicas";
            case "regroup-slaves" -> "regroup-replicas";
            case "move-up-slaves" -> "move-up-replicas";
            case "repoint-slaves" -> "repoint-replicas";
            case "enslave-siblings" -> "take-siblings";
            case "enslave-master" -> "take-master";
            case "get-candidate-slave" -> "get-candidate-replica";
            case "regroup-slaves-gtid" -> "regroup-replicas-gtid";
            case "match-up-slaves" -> "match-up-replicas";
            case "regroup-slaves-pgtid" -> "regroup-replicas-pgtid";
            case "which-cluster-osc-slaves" -> "which-cluster-osc-replicas";
            case "which-cluster-gh-ost-slaves" -> "which-cluster-gh-ost-replicas";
            case "which-slaves" -> "which-replicas";
            case "detach-slave", "detach-replica", "detach-slave-master-host" -> "detach-replica-master-host";
            case "reattach-slave", "reattach-replica", "reattach-slave-master-host" -> "reattach-replica-master-host";
            case "move-slaves-gtid" -> "move-replicas-gtid";
            case "match-slaves" -> "match-replicas";
            default -> word;
        };
    }
}
