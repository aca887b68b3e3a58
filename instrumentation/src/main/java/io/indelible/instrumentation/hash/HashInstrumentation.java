package io.indelible.instrumentation.hash;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.WeakIdentityMap;
import io.indelible.instrumentation.file.PathText;
import io.indelible.instrumentation.file.content.Traffic;
import java.nio.ByteBuffer;
import java.util.List;

/** Hashing, and which file the hashed bytes came from. */
public final class HashInstrumentation implements Instrumentation {
    // Names, no class literals: a literal would load each advice class at start for nothing. A test checks them.
    private static final String DIGEST_ADVICE = "io.indelible.instrumentation.hash.DigestAdvice$";

    @Override
    public String name() {
        return "hash";
    }

    @Override
    public List<AdvisedType> types() {
        return List.of(
                AdvisedType.named(
                        "java.security.MessageDigest",
                        digest("update", "UpdateByte", byte.class),
                        digest("update", "UpdateArray", byte[].class),
                        digest("update", "UpdateRange", byte[].class, int.class, int.class),
                        digest("update", "UpdateBuffer", ByteBuffer.class),
                        digest("digest", "Finish"),
                        digest("digest", "Finish", byte[].class, int.class, int.class),
                        digest("reset", "Reset"),
                        digest("clone", "Clone")),
                AdvisedType.named("java.security.MessageDigest$Delegate", digest("clone", "Clone")));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        PathText.use(operations.setting(PathText.SETTING));
        WeakIdentityMap<Object, DigestState> states = new WeakIdentityMap<>();
        Digests digests = new Digests(operations, states);
        warmUp(states);
        handlers.onDigests(new Feeding(digests));
        handlers.onCall(Call.DIGEST_FINISH, new DigestHandlers.Finish(digests));
        handlers.onCall(Call.DIGEST_CLONE, new DigestHandlers.Clone(digests));
        handlers.onNote(Call.DIGEST_RESET, new DigestHandlers.Reset(digests));
    }

    // The first update may come from inside a class loader that holds its lock: no class of ours may be left to load.
    private static void warmUp(WeakIdentityMap<Object, DigestState> states) {
        DigestState state = new DigestState(states, Algorithm.named("MD5"), null);
        state.claim.fed(new Traffic(), new byte[1], 0, 1);
        state.operation = new HashOperation(state.algorithm, state.provider, 0);
        states.put(states, state);
        states.remove(states);
    }

    private static AdvisedMethods digest(String method, String advice, Class<?>... arguments) {
        return AdvisedMethods.advice(
                isPublic().and(named(method)).and(takesArguments(arguments)), DIGEST_ADVICE.concat(advice));
    }
}
