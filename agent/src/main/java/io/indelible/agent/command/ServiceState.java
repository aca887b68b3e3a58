package io.indelible.agent.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one service has on disk.
 *
 * @param name the name of its directory
 * @param store its local store
 * @param spools the spools of its processes, oldest first
 * @param setAside names of spools that were set aside
 */
record ServiceState(String name, StoreState store, List<SpoolState> spools, List<String> setAside) {
    /** The services below a base directory, by name; what cannot be read becomes a finding. */
    static List<ServiceState> in(Path base, List<Finding> findings) {
        List<ServiceState> services = new ArrayList<>();
        if (!Files.isDirectory(base)) {
            return services;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(base, Files::isDirectory)) {
            for (Path directory : entries) {
                add(directory, services, findings);
            }
        } catch (IOException e) {
            findings.add(unreadable(base, e));
        }
        services.sort(Comparator.comparing(ServiceState::name));
        return services;
    }

    private static void add(Path directory, List<ServiceState> services, List<Finding> findings) {
        try {
            services.add(of(directory));
        } catch (IOException e) {
            findings.add(unreadable(directory, e));
        }
    }

    private static Finding unreadable(Path directory, IOException cause) {
        return new Finding(
                directory + " cannot be read: " + cause,
                "Run this as the user of the service, or give that user the rights.");
    }

    private static ServiceState of(Path directory) throws IOException {
        List<SpoolState> spools = new ArrayList<>();
        List<String> setAside = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (SpoolState.isSetAside(name)) {
                    setAside.add(name);
                } else if (SpoolState.isSpool(name)) {
                    addSpool(entry, spools);
                }
            }
        }
        spools.sort(Comparator.comparing(SpoolState::instance));
        setAside.sort(Comparator.naturalOrder());
        return new ServiceState(
                directory.getFileName().toString(), StoreState.of(directory.resolve("store")), spools, setAside);
    }

    private static void addSpool(Path directory, List<SpoolState> spools) throws IOException {
        try {
            spools.add(SpoolState.of(directory));
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Its process ended, or it is no spool: nothing waits there.
            return;
        }
    }
}
