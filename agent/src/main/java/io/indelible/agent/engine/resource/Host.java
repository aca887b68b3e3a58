package io.indelible.agent.engine.resource;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The machine in the words of the semantic conventions (resource, host and os). */
final class Host {
    private static final int LONGEST_NAME = 255;

    private Host() {}

    /** The host's own idea of its name; null when it has none. DNS is not asked: it may hang. */
    static @Nullable String name(Map<String, String> environment) {
        String name = kernelName();
        if (name == null) {
            name = environment.get("COMPUTERNAME");
        }
        if (name == null) {
            name = environment.get("HOSTNAME");
        }
        return name == null || name.isBlank() ? null : name.trim();
    }

    private static @Nullable String kernelName() {
        try (FileInputStream in = new FileInputStream("/proc/sys/kernel/hostname")) {
            return new String(in.readNBytes(LONGEST_NAME), StandardCharsets.UTF_8);
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    /** {@code host.arch} for a value of {@code os.arch}. */
    static String arch(String osArch) {
        return switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "arm", "aarch32", "armv7l" -> "arm32";
            case "x86", "i386", "i486", "i586", "i686" -> "x86";
            case "ppc64", "ppc64le" -> "ppc64";
            case "ppc", "ppc32" -> "ppc32";
            case "ia64" -> "ia64";
            default -> osArch;
        };
    }

    /** {@code os.type} for a value of {@code os.name}; null when it is none of those that have one. */
    static @Nullable String osType(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        String[][] types = {
            {"linux", "linux"},
            {"windows", "windows"},
            {"mac", "darwin"},
            {"darwin", "darwin"},
            {"freebsd", "freebsd"},
            {"netbsd", "netbsd"},
            {"openbsd", "openbsd"},
            {"dragonfly", "dragonflybsd"},
            {"hp-ux", "hpux"},
            {"aix", "aix"},
            {"solaris", "solaris"},
            {"sunos", "solaris"},
            {"z/os", "zos"},
        };
        for (String[] type : types) {
            if (name.startsWith(type[0])) {
                return type[1];
            }
        }
        return null;
    }
}
