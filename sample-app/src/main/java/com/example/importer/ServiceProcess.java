package com.example.importer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A catalog service as a child process with the same JVM and the same JVM options as this one. */
final class ServiceProcess implements AutoCloseable {
    private static final int STOP_SECONDS = 10;

    private final Process process;
    private final URI address;

    private ServiceProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts the child and waits until it listens. It ends with this process, however that ends. */
    static ServiceProcess start(Path work) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(work));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        // The JVM has put what these say among its options: the child would take them twice.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().remove("_JAVA_OPTIONS");
        Process process = builder.start();
        BufferedReader output = process.inputReader();
        try {
            URI address = awaitAddress(output);
            drain(output);
            return new ServiceProcess(process, address);
        } catch (IOException failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    URI address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the catalog service stopped");
        }
    }

    private static List<String> command(Path work) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current()
                .info()
                .command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!bindsPort(option)) {
                command.add(option);
            }
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(CatalogService.class.getName());
        command.add("--until-input-ends");
        command.add("--work");
        command.add(work.toString());
        return command;
    }

    /** Two processes cannot listen on one port. */
    private static boolean bindsPort(String option) {
        return option.startsWith("-agentlib:jdwp") || option.startsWith("-Dcom.sun.management.jmxremote");
    }

    private static URI awaitAddress(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(CatalogService.LISTENING)) {
                return URI.create(line.substring(CatalogService.LISTENING.length()));
            }
        }
        throw new IOException("the catalog service did not start");
    }

    /** A child whose output nobody reads stops when the pipe is full. */
    private static void drain(BufferedReader output) {
        Thread thread = new Thread(() -> readToEnd(output), "service-output");
        thread.setDaemon(true);
        thread.start();
    }

    private static void readToEnd(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // of no interest
            }
        } catch (IOException gone) {
            // the child is gone
        }
    }
}
