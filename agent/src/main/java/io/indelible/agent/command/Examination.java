package io.indelible.agent.command;

import io.indelible.agent.engine.config.Directories;
import io.indelible.agent.engine.config.EffectiveSetting;
import io.indelible.agent.engine.config.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that doctor found out.
 *
 * @param enabled whether the agent would do anything
 * @param settings what applies, in the order of the list of settings
 * @param directory where files would go
 * @param services what is there
 * @param findings what is not well
 */
record Examination(
        boolean enabled,
        List<EffectiveSetting> settings,
        DirectoryState directory,
        List<ServiceState> services,
        List<Finding> findings) {

    static Examination of(Settings settings, Directories directories) {
        List<Finding> findings = new ArrayList<>();
        for (String problem : settings.problems()) {
            findings.add(new Finding(problem, "Correct it where it is set, or remove it."));
        }
        String misplaced = directories.problem();
        if (misplaced != null) {
            findings.add(new Finding(misplaced, "Set indelible.dir to a directory that this user can write."));
        }
        DirectoryState directory = DirectoryState.of(directories.base().toPath());
        examine(directory, settings, findings);
        List<ServiceState> services = ServiceState.in(directory.path(), findings);
        for (ServiceState service : services) {
            examine(service, findings);
        }
        List<EffectiveSetting> effective = new ArrayList<>(settings.effective());
        effective.sort(Comparator.comparing(EffectiveSetting::setting).thenComparing(EffectiveSetting::property));
        return new Examination(settings.enabled(), effective, directory, services, findings);
    }

    private static void examine(DirectoryState directory, Settings settings, List<Finding> findings) {
        if (!directory.writable()) {
            findings.add(new Finding(
                    directory.path() + " cannot be written: nothing would be kept on disk",
                    "Give this user the right to write there, or set indelible.dir to another directory."));
            return;
        }
        if (directory.ring().result() == RingTrial.Result.NOT_MAPPABLE) {
            findings.add(new Finding(
                    "No ring can be mapped in " + directory.path() + ": "
                            + directory.ring().reason() + "; the last records before a crash may be lost",
                    "Set indelible.dir to a directory on a local file system such as ext4 or xfs."));
        }
        long wanted = settings.spool().maxBytes();
        if (directory.freeBytes() >= 0 && directory.freeBytes() < wanted) {
            findings.add(new Finding(
                    "Only " + Bytes.shown(directory.freeBytes()) + " are free in " + directory.path()
                            + ", less than the " + Bytes.shown(wanted) + " that may wait for delivery",
                    "Make room, lower indelible.spool.max-bytes, or set indelible.dir to another disk."));
        }
    }

    private static void examine(ServiceState service, List<Finding> findings) {
        for (SpoolState spool : service.spools()) {
            if (spool.owner() == SpoolState.Owner.DEAD && spool.bytes() > 0) {
                findings.add(new Finding(
                        service.name() + ": the process of " + spool.instance() + " is dead and up to "
                                + Bytes.shown(spool.bytes()) + " wait for delivery",
                        "Run `java -jar indelible.jar drain`, or start the service again: both deliver them."));
            }
        }
        for (String name : service.setAside()) {
            findings.add(new Finding(
                    service.name() + ": " + name + " was set aside: it could not be read",
                    "See agent.log beside it for the reason; delete it when you do not need it."));
        }
    }
}
