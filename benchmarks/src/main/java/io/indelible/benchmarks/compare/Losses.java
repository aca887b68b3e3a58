package io.indelible.benchmarks.compare;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How many operations ended, as the program itself says, and were received by nobody: each is one HTTP request, one trace. An
 * operation counts as received when anything of its trace was.
 */
final class Losses {
    private static final String RATE = "500";
    private static final int BEFORE_KILL = 2_000;
    private static final long BEFORE_OUTAGE_SECONDS = 5;
    private static final long OUTAGE_SECONDS = 60;
    private static final int REQUESTS_WITH_OUTAGE = 40_000;
    /** What is under way when a process is killed may still arrive. */
    private static final long UNDER_WAY_SECONDS = 2;

    private final List<Contender> contenders;
    private final Path jdk;
    private final String classPath;
    private final Path scratch;

    Losses(List<Contender> contenders, Path jdk, String classPath, Path scratch) {
        this.contenders =
                contenders.stream().filter(each -> !each.equals(Contender.NONE)).toList();
        this.jdk = jdk;
        this.classPath = classPath;
        this.scratch = scratch;
    }

    private interface Fault {
        /** Lets it happen to a process that runs, and tells how many operations it ended. */
        long to(Process process, BufferedReader lines, Receiver receiver) throws Exception;
    }

    /** By a {@code kill -9} after some thousand operations. */
    Map<Contender, String> killed() throws Exception {
        return all((process, lines, receiver) -> {
            long ended = 0;
            while (ended < BEFORE_KILL && lines.readLine() != null) {
                ended++;
            }
            new ProcessBuilder("kill", "-9", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            // What it said before the kill was felt counts, too.
            ended += lines.lines().count();
            process.waitFor();
            TimeUnit.SECONDS.sleep(UNDER_WAY_SECONDS);
            return ended;
        });
    }

    /** By an endpoint that answers 503 for a minute. */
    Map<Contender, String> outage() throws Exception {
        return all((process, lines, receiver) -> {
            Thread outage = new Thread(() -> outage(receiver), "outage");
            outage.start();
            long ended = lines.lines().count();
            process.waitFor();
            outage.join();
            return ended;
        });
    }

    private static void outage(Receiver receiver) {
        try {
            TimeUnit.SECONDS.sleep(BEFORE_OUTAGE_SECONDS);
            receiver.away(true);
            TimeUnit.SECONDS.sleep(OUTAGE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            receiver.away(false);
        }
    }

    /** Nothing is timed here, so all run at once. */
    private Map<Contender, String> all(Fault fault) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Map<Contender, Future<String>> running = new LinkedHashMap<>();
            for (Contender contender : contenders) {
                running.put(contender, threads.submit((Callable<String>) () -> lost(contender, fault)));
            }
            Map<Contender, String> lost = new LinkedHashMap<>();
            for (Map.Entry<Contender, Future<String>> each : running.entrySet()) {
                lost.put(each.getKey(), each.getValue().get());
            }
            return lost;
        } finally {
            threads.shutdownNow();
        }
    }

    private String lost(Contender contender, Fault fault) throws Exception {
        Path work = Files.createTempDirectory(scratch, "lost");
        try (Receiver receiver = new Receiver()) {
            Run run = new Run(contender, jdk, work, receiver);
            List<String> program = new ArrayList<>(List.of("-cp", classPath, SteadyLoad.class.getName()));
            program.addAll(List.of(RATE, Integer.toString(REQUESTS_WITH_OUTAGE)));
            Process process = run.start(program);
            try (BufferedReader lines = Run.lines(process)) {
                long ended = fault.to(process, lines, receiver);
                return text(ended, run.tracesAfterAll());
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static String text(long ended, long received) {
        if (received == 0) {
            return "nothing was received of " + ended;
        }
        return Math.max(0, ended - received) + " of " + ended;
    }
}
