package io.indelible.agent.engine.config;

import java.io.File;
import java.io.IOException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of this process go: below {@code indelible.dir} if that can be used, else below the temp directory.
 * Choosing creates nothing; {@link #create} does. Never throws.
 */
public final class Directories {
    private static final int MOST_TRIES = 9;

    private final File base;
    private final File service;
    private final @Nullable String problem;

    private Directories(File base, String serviceDirectory, @Nullable String problem) {
        this.base = base;
        this.service = new File(base, serviceDirectory);
        this.problem = problem;
    }

    /** Decides where files go. */
    public static Directories choose(Settings settings) {
        return choose(
                settings,
                System.getProperty("user.home", "?"),
                System.getProperty("java.io.tmpdir", "/tmp"),
                System.getProperty("user.name", ""));
    }

    static Directories choose(Settings settings, String home, String temp, String user) {
        String wanted = settings.baseDirectory();
        File base = resolve(wanted, home);
        String trouble = base == null ? "there is no home directory" : trouble(base);
        if (base != null && trouble.isEmpty()) {
            return new Directories(base, settings.serviceDirectory(), null);
        }
        File fallback =
                ours(new File(temp, "indelible-".concat(ServiceName.directory(user.isEmpty() ? "user" : user))));
        String fallbackTrouble = trouble(fallback);
        String said = said(wanted, trouble, fallback, fallbackTrouble);
        return new Directories(fallback.getAbsoluteFile(), settings.serviceDirectory(), said);
    }

    /** The base directory, absolute. */
    public File base() {
        return base;
    }

    /** The service's directory, which holds the spools of its processes. */
    public File service() {
        return service;
    }

    /** The local store of the service. */
    public File store() {
        return new File(service, "store");
    }

    /** One line on why the directory that was asked for is not used, or cannot be; null when it is used. */
    public @Nullable String problem() {
        return problem;
    }

    /**
     * Creates the service's directory, and what is above it, for the owner only.
     *
     * @return whether it is there and can be written; it may come back later where it is not
     */
    public boolean create() {
        try {
            return (base.isDirectory() || created(base))
                    && (service.isDirectory() || created(service))
                    && writable(service);
        } catch (SecurityException e) {
            return false;
        }
    }

    private static boolean created(File directory) {
        if (!directory.mkdirs()) {
            // Another process of the same service may have been first.
            return directory.isDirectory();
        }
        // Where rights cannot be set there are none to take away.
        OwnerOnly.restrict(directory);
        return true;
    }

    private static @Nullable File resolve(String wanted, String home) {
        boolean inHome = wanted.equals("~") || wanted.startsWith("~/") || wanted.startsWith("~\\");
        if (!inHome) {
            return new File(wanted).getAbsoluteFile();
        }
        // Containers without an entry for the user have "?" here.
        File directory = new File(home);
        return directory.isAbsolute() ? new File(directory, wanted.substring(1)) : null;
    }

    /** Why a directory cannot be used or created; empty when it can. */
    private static String trouble(File directory) {
        try {
            File existing = directory.getAbsoluteFile();
            while (existing != null && !existing.exists()) {
                existing = existing.getParentFile();
            }
            if (existing == null || !existing.isDirectory()) {
                return "it is no directory";
            }
            return writable(existing) ? "" : "it cannot be written";
        } catch (SecurityException e) {
            return "a security manager forbids it";
        }
    }

    private static boolean writable(File directory) {
        return directory.canWrite() && directory.canExecute();
    }

    /** This, or where it is somebody else's the next of its kind that is not: always the same, so that it is found again. */
    private static File ours(File wanted) {
        File directory = wanted;
        for (int i = 2; squatted(directory) && i <= MOST_TRIES; i++) {
            directory = new File(wanted.getPath().concat("-").concat(Integer.toString(i)));
        }
        // Whoever has laid out all of them cannot have known this one; nobody will find it again, but nobody else
        // either.
        return squatted(directory)
                ? new File(wanted.getPath().concat("-").concat(Long.toHexString(new SecureRandom().nextLong())))
                : directory;
    }

    /**
     * Whether somebody laid out our name in a temp directory that everybody can write: a link that leads elsewhere, or a
     * directory whose rights we may not change because we do not own it.
     */
    private static boolean squatted(File directory) {
        try {
            File parent = directory.getAbsoluteFile().getParentFile();
            File straight = new File(parent.getCanonicalFile(), directory.getName());
            return directory.exists()
                    && (!directory.getCanonicalFile().equals(straight) || !directory.setReadable(true, true));
        } catch (IOException | SecurityException e) {
            return true;
        }
    }

    private static String said(String wanted, String trouble, File fallback, String fallbackTrouble) {
        StringBuilder line = new StringBuilder("indelible.dir=").append(Masks.line(wanted));
        line.append(": expected a directory that can be written, but ").append(trouble);
        line.append("; using ").append(fallback).append(" instead");
        if (!fallbackTrouble.isEmpty()) {
            line.append(", but ").append(fallbackTrouble).append(": nothing is kept on disk");
        }
        return line.toString();
    }
}
