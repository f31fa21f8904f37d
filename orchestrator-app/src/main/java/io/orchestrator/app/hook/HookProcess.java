package io.orchestrator.app.hook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command as a process: its text in a file that only this account can read, which the shell is given (recovery.md 14.2).
 *
 * @param shell the program
 * @param text what the file holds; may embed passwords
 * @param arguments after the file
 * @param environment changes this process' environment into that of the command
 */
record HookProcess(String shell, String text, List<String> arguments, Consumer<Map<String, String>> environment) {
    private static final Logger LOG = LoggerFactory.getLogger(HookProcess.class);
    private static final String FILE_PREFIX = "orchestrator-process-cmd-";
    private static final File NOTHING = new File("/dev/null");
    /** How long what it left in the background may keep its output open. */
    private static final Duration SETTLES_WITHIN = Duration.ofMillis(200);

    HookProcess {
        arguments = List.copyOf(arguments);
    }

    /**
     * Runs it and waits for its end.
     *
     * @param limit after which it is killed with all that came of it; zero is without limit
     * @throws InterruptedException when this thread is interrupted: it is killed then, too
     */
    HookEnd run(Duration limit) throws InterruptedException {
        try {
            Path file = Files.createTempFile(FILE_PREFIX, "");
            try {
                Files.writeString(file, text);
                return run(file, limit);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            return new HookEnd.NotStarted(String.valueOf(e.getMessage()));
        }
    }

    private HookEnd run(Path file, Duration limit) throws IOException, InterruptedException {
        String mark = UUID.randomUUID().toString();
        List<String> command = new ArrayList<>(List.of(shell, file.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(NOTHING);
        environment.accept(builder.environment());
        builder.environment().put(ProcessTree.MARK, mark);
        Process process = start(builder);
        CapturedOutput output = CapturedOutput.of(process.getInputStream());
        try {
            boolean over = limit.isZero() || process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (over) {
                int status = process.waitFor();
                output.settle(SETTLES_WITHIN);
                return new HookEnd.Exited(status, output.text(secrets()));
            }
            boolean gone = new ProcessTree(process, mark).end();
            output.settle(SETTLES_WITHIN);
            return new HookEnd.Killed(limit, gone, output.text(secrets()));
        } catch (InterruptedException e) {
            boolean gone = new ProcessTree(process, mark).end();
            LOG.info("a hook was killed because this process ends{}", gone ? "" : "; a child of it may be left");
            throw e;
        }
    }

    private Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException("ProcessesShellCommand \"" + shell
                    + "\" cannot be run; it is the name of one program, without arguments: " + e.getMessage(), e);
        }
    }

    private List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        secrets.add(text.strip());
        text.lines().map(String::strip).forEach(secrets::add);
        return secrets;
    }

    /** Not printed: may embed passwords. */
    @Override
    public String toString() {
        return "HookProcess[not shown]";
    }
}
