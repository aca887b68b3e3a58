package io.indelible.instrumentation.hash;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.WeakIdentityMap;
import io.indelible.instrumentation.file.PathText;
import io.indelible.instrumentation.file.content.Traffic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Hashing, and which file the hashed bytes came from. */
public final class HashInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "hash";
    }

    @Override
    public List<AdvisedType> types() {
        List<AdvisedType> types = new ArrayList<>(jca());
        types.addAll(ChecksumTypes.all());
        types.addAll(LibraryTypes.all());
        return types;
    }

    private static List<AdvisedType> jca() {
        return List.of(
                AdvisedType.named(
                        "java.security.MessageDigest",
                        Advised.method("update", "BlockAdvice$Update", byte.class),
                        Advised.method("update", "DigestAdvice$UpdateArray", byte[].class),
                        Advised.method("update", "DigestAdvice$UpdateRange", byte[].class, int.class, int.class),
                        Advised.method("update", "DigestAdvice$UpdateBuffer", ByteBuffer.class),
                        Advised.method("digest", "DigestAdvice$Finish"),
                        Advised.method("digest", "DigestAdvice$FinishInto", byte[].class, int.class, int.class),
                        Advised.method("reset", "DigestAdvice$Reset"),
                        Advised.method("clone", "DigestAdvice$Clone")),
                AdvisedType.named(
                        "java.security.MessageDigest$Delegate", Advised.method("clone", "DigestAdvice$Clone")),
                AdvisedType.named(
                        "sun.security.provider.DigestBase",
                        Advised.any("engineUpdate", "BlockAdvice$Engine", byte.class)),
                AdvisedType.named("sun.security.provider.SecureRandom", Advised.constructors("PartAdvice$Digest")),
                // A code with a key is no hash of the file; and passwords are derived by millions of such codes.
                AdvisedType.named("com.sun.crypto.provider.HmacCore", Advised.constructors("PartAdvice$MessageCode")),
                AdvisedType.named(
                        "jdk.internal.loader.BuiltinClassLoader",
                        Advised.taking("defineClass", "SuspendAdvice", "jdk.internal.loader.Resource")),
                AdvisedType.named(
                        "java.net.URLClassLoader",
                        Advised.taking("defineClass", "SuspendAdvice", "jdk.internal.loader.Resource")));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        PathText.use(operations.setting(PathText.SETTING));
        WeakIdentityMap<Object, DigestState> states = new WeakIdentityMap<>();
        Digests digests = new Digests(operations, states);
        warmUp(states);
        handlers.onOpen(visitor -> states.forEach(state -> state.ifOpen(visitor)));
        handlers.onDigests(new Feeding(digests));
        handlers.onCall(Call.DIGEST_FINISH, new DigestHandlers.Finish(digests, true));
        handlers.onCall(Call.DIGEST_VALUE, new DigestHandlers.Finish(digests, false));
        handlers.onCall(Call.DIGEST_CLONE, new DigestHandlers.Clone(digests));
        handlers.onCall(Call.DIGEST_SUSPEND, new DigestHandlers.Suspended());
        handlers.onNote(Call.DIGEST_CLONE, new DigestHandlers.Copied(digests));
        handlers.onNote(Call.DIGEST_RESET, new DigestHandlers.Reset(digests));
        handlers.onNote(Call.DIGEST_INTERNAL, new DigestHandlers.Internal(digests));
        handlers.onNote(Call.DIGEST_BLOCK, new DigestHandlers.Block(digests));
        handlers.onNote(Call.DIGEST_FED, new DigestHandlers.Fed());
        handlers.onNote(Call.DIGEST_STRAY, new DigestHandlers.Stray(digests));
        handlers.onNote(Call.DIGEST_ONE_SHOT, new DigestHandlers.OneShot(digests));
    }

    // The first update may come from inside a class loader that holds its lock: no class of ours may be left to load.
    private static void warmUp(WeakIdentityMap<Object, DigestState> states) {
        Traffic traffic = new Traffic();
        DigestState state = new DigestState(states, DigestKinds.of(states));
        state.claim.fed(traffic, new byte[1], 0, 1);
        state.operation(0);
        FedDigests.of(traffic).remember(state);
        state.catchUp(traffic);
        DigestHandlers.Suspended suspended = new DigestHandlers.Suspended();
        suspended.end(suspended.begin(null, null, null), null, null);
        state.stopCollecting();
        states.put(states, state);
        states.remove(states);
    }
}
