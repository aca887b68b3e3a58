package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * A file system of its own, of some hundred megabytes, to be filled, frozen and broken. Needs root. The kernel refuses to
 * make one read-only ({@code remount,ro}) in which somebody has a file open for writing, as the agent always has.
 */
final class SmallDisk {
    /** More than the agent leaves free, or it would write nothing at all. */
    private static final int MEGABYTES = 400;

    private static final Path THROTTLE = Path.of("/sys/fs/cgroup/blkio/blkio.throttle.write_bps_device");

    private final Path at;
    private final List<Path> ballast = new ArrayList<>();
    private boolean mounted = true;
    private Process server;
    private String throttled;

    private SmallDisk(Path at) {
        this.at = at;
    }

    /** An ext4 in a file that lies beside it. */
    static SmallDisk ext4(Path at) throws Exception {
        Path image = at.resolveSibling(at.getFileName() + "-" + System.nanoTime() + ".img");
        Files.createDirectories(at);
        require("truncate", "-s", MEGABYTES + "M", image.toString());
        require("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
        require("mount", "-o", "loop,errors=remount-ro", image.toString(), at.toString());
        return new SmallDisk(at);
    }

    /** A btrfs, whose quota binds root, too; that of ext4 does not, and few kernels have it. */
    static SmallDisk btrfs(Path at) throws Exception {
        Path image = at.resolveSibling(at.getFileName() + ".img");
        Files.createDirectories(at);
        require("truncate", "-s", MEGABYTES + "M", image.toString());
        require("mkfs.btrfs", "-q", image.toString());
        require("mount", "-o", "loop", image.toString(), at.toString());
        SmallDisk disk = new SmallDisk(at);
        try {
            require("btrfs", "quota", "enable", at.toString());
        } catch (TestAbortedException skipped) {
            disk.remove();
            throw skipped;
        }
        return disk;
    }

    /** Another directory by way of a server in user space, as sshfs and many network file systems are. */
    static SmallDisk fuse(Path at, Path served) throws Exception {
        loudly(run("bindfs", "--version"), "no bindfs; nor are NFS, 9p and sshfs looked for");
        Files.createDirectories(at);
        Files.createDirectories(served);
        SmallDisk disk = new SmallDisk(at);
        // What lies below must not be taken for the new disk while no server is there.
        loudly(run("chattr", "+i", at.toString()), "no chattr +i on " + at);
        disk.server = process("true");
        try {
            disk.serve(served);
        } catch (TestAbortedException skipped) {
            disk.remove();
            throw skipped;
        }
        return disk;
    }

    private void serve(Path served) throws Exception {
        server = process("bindfs", "-f", served.toString(), at.toString());
        for (int i = 0; i < 100 && server.isAlive() && !run("mountpoint", "-q", at.toString()); i++) {
            Thread.sleep(50);
        }
        loudly(run("mountpoint", "-q", at.toString()), "bindfs does not serve " + at);
    }

    /** Whoever has something open there gets an error from now on. */
    void killServer() throws Exception {
        server.destroyForcibly().waitFor();
    }

    /** Another server in the place of the one that was killed. */
    void serveAgain(Path served) throws Exception {
        require("umount", "-l", at.toString());
        serve(served);
    }

    static SmallDisk tmpfs(Path at, int inodes) throws Exception {
        Files.createDirectories(at);
        String options = "size=" + MEGABYTES + "m,nr_inodes=" + inodes;
        require("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString());
        return new SmallDisk(at);
    }

    /** As the root of a container: what is written goes to another file system, {@code upper}. */
    static SmallDisk overlay(Path at, Path upper) throws Exception {
        List<String> layers = new ArrayList<>();
        for (String layer : List.of("lower", "upper", "work")) {
            layers.add(layer + "dir=" + Files.createDirectories(upper.resolve(layer)));
        }
        Files.createDirectories(at);
        require("mount", "-t", "overlay", "-o", String.join(",", layers), "overlay", at.toString());
        return new SmallDisk(at);
    }

    /** Takes all the room there is, nearly without writing. */
    void fill() throws Exception {
        for (int megabytes = MEGABYTES; megabytes > 0; ) {
            Path hog = at.resolve("hog" + ballast.size());
            ballast.add(hog);
            if (!run("fallocate", "-l", megabytes + "M", hog.toString())) {
                Files.deleteIfExists(hog);
                megabytes /= 2;
            }
        }
        try {
            Files.write(ballast.get(ballast.size() - 1), new byte[2 << 20]);
        } catch (IOException full) {
            // That was the rest.
        }
    }

    /** Takes all the inodes there are. */
    void useUpInodes() throws IOException {
        for (int i = 0; i < 1_000_000; i++) {
            Path file = at.resolve("inode" + i);
            try {
                Files.createFile(file);
            } catch (IOException none) {
                return;
            }
            ballast.add(file);
        }
        throw new IOException("there is no end of inodes");
    }

    void free() throws IOException {
        for (Path each : ballast) {
            Files.deleteIfExists(each);
        }
        ballast.clear();
    }

    /** What the kernel does to an ext4 whose device fails. */
    void breakDown() throws Exception {
        String device = output("findmnt", "-n", "-o", "SOURCE", at.toString()).strip();
        Path trigger = Path.of("/sys/fs/ext4", device.substring(device.lastIndexOf('/') + 1), "trigger_fs_error");
        loudly(Files.isWritable(trigger), "this kernel has no " + trigger);
        Files.writeString(trigger, "1");
    }

    /** No bytes more than there are now; until {@link #unlimit}. */
    void limit() throws Exception {
        require("btrfs", "filesystem", "sync", at.toString());
        require("btrfs", "qgroup", "limit", "1M", at.toString());
    }

    void unlimit() throws Exception {
        require("btrfs", "qgroup", "limit", "none", at.toString());
    }

    /** Nothing in it can be made, changed or deleted, not by who has it open either. */
    void forbid() throws Exception {
        run("chattr", "-R", "-f", "+i", at.toString()); // fails at links, after all else
        loudly(output("lsattr", "-d", at.toString()).split(" ", 2)[0].contains("i"), "no chattr +i on " + at);
    }

    void allow() throws Exception {
        run("chattr", "-R", "-f", "-i", at.toString());
    }

    /** Lets its device take so many bytes a second. */
    void slowDown(long bytesPerSecond) throws Exception {
        loudly(Files.isWritable(THROTTLE), "no " + THROTTLE);
        throttled = output("mountpoint", "-d", at.toString()).strip();
        Files.writeString(THROTTLE, throttled + " " + bytesPerSecond);
    }

    void speedUp() throws IOException {
        if (throttled != null) {
            Files.writeString(THROTTLE, throttled + " 0");
            throttled = null;
        }
    }

    void freeze() throws Exception {
        require("fsfreeze", "-f", at.toString());
    }

    void thaw() throws Exception {
        require("fsfreeze", "-u", at.toString());
    }

    /** Takes it away under whoever uses it. */
    void unmount() throws Exception {
        mounted = false;
        require("umount", "-l", at.toString());
    }

    /** Unmounts it, if that was not done. */
    void remove() throws Exception {
        speedUp();
        if (mounted) {
            run("umount", "-l", at.toString());
        }
        if (server != null) {
            killServer();
            run("chattr", "-i", at.toString());
        }
    }

    private static void require(String... command) throws Exception {
        loudly(run(command), "cannot run " + String.join(" ", command));
    }

    private static void loudly(boolean can, String why) {
        if (!can) {
            System.out.println("SKIPPED, faults of the disk are NOT tested here: " + why);
        }
        assumeTrue(can, why);
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = process(command);
            process.getInputStream().readAllBytes();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchTool) {
            return false;
        }
    }

    private static String output(String... command) throws Exception {
        Process process = process(command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Process process(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
