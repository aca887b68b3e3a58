package io.indelible.agent.command;

import io.indelible.agent.engine.config.EffectiveSetting;
import io.indelible.agent.engine.config.Source;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An examination for people. */
final class DoctorText {
    private static final String BOLD = "1";
    private static final String DIM = "2";
    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";

    private final PrintWriter out;
    private final boolean coloured;

    DoctorText(PrintWriter out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    void print(Examination examination) {
        settings(examination);
        directory(examination.directory());
        services(examination.services());
        findings(examination.findings());
        out.flush();
    }

    private void settings(Examination examination) {
        heading("Settings");
        if (!examination.enabled()) {
            line("  " + colour(YELLOW, "The agent is switched off."));
        }
        int width = 0;
        for (EffectiveSetting setting : examination.settings()) {
            width = Math.max(width, setting.property().length());
        }
        for (EffectiveSetting setting : examination.settings()) {
            line("  " + padded(setting.property(), width) + "  " + value(setting));
        }
    }

    private String value(EffectiveSetting setting) {
        String value = setting.value() == null ? "(unset)" : clean(setting.shown());
        return setting.source() == Source.DEFAULT
                ? colour(DIM, value + "  default")
                : value + "  " + colour(YELLOW, setting.source().label());
    }

    private void directory(DirectoryState directory) {
        heading("Directory");
        line("  " + clean(directory.path().toString()));
        String there = directory.exists() ? "exists" : "does not exist yet";
        String writable = directory.writable()
                ? (directory.exists() ? "can be written" : "can be created")
                : colour(RED, "cannot be written");
        line("  " + there + ", " + writable);
        line("  " + Bytes.shown(directory.freeBytes()) + " free, file system "
                + (directory.fileSystem().isEmpty() ? "unknown" : clean(directory.fileSystem())));
        line("  ring: " + ring(directory.ring()));
    }

    private String ring(RingTrial ring) {
        return switch (ring.result()) {
            case MAPPABLE -> colour(GREEN, "can be mapped");
            case NOT_MAPPABLE -> colour(RED, "cannot be mapped: " + clean(ring.reason()));
            case NOT_TRIED -> "not tried: " + clean(ring.reason());
        };
    }

    private void services(List<ServiceState> services) {
        heading("Services");
        if (services.isEmpty()) {
            line("  none yet");
        }
        for (ServiceState service : services) {
            line("  " + colour(BOLD, clean(service.name())));
            line("    store: " + store(service.store()));
            for (SpoolState spool : service.spools()) {
                line("    " + clean(spool.instance()) + ": " + owner(spool.owner()) + ", " + waiting(spool));
                health(spool.health());
            }
            for (String name : service.setAside()) {
                line("    " + clean(name) + ": " + colour(YELLOW, "set aside"));
            }
        }
    }

    private void health(@Nullable InstanceHealth health) {
        if (health != null) {
            line("      as of " + clean(health.time()) + ":");
            for (String each : health.lines()) {
                line("        " + clean(each));
            }
        }
    }

    private static String store(StoreState store) {
        String files = store.files() + (store.files() == 1 ? " file, " : " files, ") + Bytes.shown(store.bytes());
        return store.newest() == null ? files : files + ", newest " + store.newest();
    }

    private String owner(SpoolState.Owner owner) {
        return switch (owner) {
            case ALIVE -> colour(GREEN, "alive");
            case DEAD -> colour(YELLOW, "dead");
            case UNKNOWN -> "alive or dead is unknown";
        };
    }

    private static String waiting(SpoolState spool) {
        if (spool.backlog().isEmpty()) {
            return "up to " + Bytes.shown(spool.bytes()) + " waiting";
        }
        StringBuilder waiting = new StringBuilder("waiting: ");
        String between = "";
        for (Map.Entry<String, Long> destination : spool.backlog().entrySet()) {
            waiting.append(between).append(clean(destination.getKey())).append(" up to ");
            waiting.append(Bytes.shown(destination.getValue()));
            between = ", ";
        }
        return waiting.toString();
    }

    private void findings(List<Finding> findings) {
        heading(findings.isEmpty() ? "All is well" : "Problems");
        for (Finding finding : findings) {
            line("  " + colour(RED, clean(finding.problem())));
            line("    " + clean(finding.remedy()));
        }
    }

    private void heading(String text) {
        line(colour(BOLD, text));
    }

    private void line(String text) {
        out.println(text);
    }

    private String colour(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** Names of files may hold what a terminal would obey. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            clean.append(Character.isISOControl(text.charAt(i)) ? '?' : text.charAt(i));
        }
        return clean.toString();
    }
}
