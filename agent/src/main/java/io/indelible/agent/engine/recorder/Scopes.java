package io.indelible.agent.engine.recorder;

import io.indelible.exporter.otlp.ProtoWriter;
import io.indelible.instrumentation.Family;

/** The instrumentation scopes as encoded OTLP {@code InstrumentationScope} messages, made once. */
public final class Scopes {
    private static final String AGENT = "io.indelible.agent";

    private final byte[][] encoded;
    private final byte[] agent;

    /** The scopes of this version of the agent. */
    public Scopes(String version) {
        agent = encode(AGENT, version);
        Family[] families = Family.values();
        encoded = new byte[families.length][];
        for (Family family : families) {
            encoded[family.ordinal()] = encode(family.scope, version);
        }
    }

    /** The scope of a family; shared, never written. */
    public byte[] of(Family family) {
        return encoded[family.ordinal()];
    }

    /** The scope of what the agent says of itself; shared, never written. */
    public byte[] agent() {
        return agent;
    }

    static byte[] encode(String name, String version) {
        ProtoWriter out = new ProtoWriter(64);
        out.text(1, name);
        out.text(2, version);
        return out.toByteArray();
    }
}
