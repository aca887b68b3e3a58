package io.indelible.agent.command;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import io.indelible.agent.engine.AttachAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM that runs on this machine, by the attach interface of the JDK. The only class that names the module {@code
 * jdk.attach}, which many images lack: using it may throw {@link NoClassDefFoundError}.
 */
final class TargetJvm implements AutoCloseable {
    private final VirtualMachine machine;

    private TargetJvm(VirtualMachine machine) {
        this.machine = machine;
    }

    /**
     * Connects to a JVM.
     *
     * @throws IOException when there is none with this id, it belongs to somebody else, or it does not answer
     */
    static TargetJvm of(String pid) throws IOException {
        try {
            return new TargetJvm(VirtualMachine.attach(pid));
        } catch (AttachNotSupportedException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    /** A line for each JVM of this user but our own: its id and what it runs. */
    static List<String> all() {
        String own = Long.toString(ProcessHandle.current().pid());
        List<String> lines = new ArrayList<>();
        for (VirtualMachineDescriptor each : VirtualMachine.list()) {
            if (!each.id().equals(own)) {
                lines.add(each.id() + "  " + each.displayName());
            }
        }
        return lines;
    }

    /** The feature version of its Java; 8 for all before 9. */
    int feature() throws IOException {
        String version = machine.getSystemProperties().getProperty("java.specification.version", "8");
        return version.startsWith("1.") ? 8 : Integer.parseInt(version);
    }

    /**
     * Has it load the agent.
     *
     * @throws IOException when it refuses
     */
    void load(Path jar, String arguments) throws IOException {
        try {
            machine.loadAgent(jar.toString(), arguments);
        } catch (AgentLoadException | AgentInitializationException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    /** What the agent in it answered; empty when there is none, or one that could not start. */
    String answer() throws IOException {
        return machine.getAgentProperties().getProperty(AttachAnswer.PROPERTY, "");
    }

    @Override
    public void close() throws IOException {
        machine.detach();
    }
}
