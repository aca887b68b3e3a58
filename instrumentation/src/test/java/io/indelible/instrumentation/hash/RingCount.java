package io.indelible.instrumentation.hash;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import io.indelible.bridge.Recorder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Counts how often digests ring for single bytes. */
final class RingCount {
    private final Recorder recorder;
    private int rings;

    RingCount(Recorder recorder) {
        this.recorder = recorder;
    }

    /** Rings while this ran. */
    int of(Runnable steps) {
        rings = 0;
        Bridge.install((Recorder) Proxy.newProxyInstance(
                Recorder.class.getClassLoader(), new Class<?>[] {Recorder.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("digested")
                            || (method.getName().equals("note") && (int) arguments[1] == Call.DIGEST_BLOCK)) {
                        rings++;
                    }
                    try {
                        return method.invoke(recorder, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
        try {
            steps.run();
        } finally {
            Bridge.install(recorder);
        }
        return rings;
    }
}
