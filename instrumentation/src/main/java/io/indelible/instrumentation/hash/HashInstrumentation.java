package io.indelible.instrumentation.hash;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.indelible.bridge.Call;
import io.indelible.bridge.Guard;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.WeakIdentityMap;
import io.indelible.instrumentation.file.PathFilter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Hashing, and which file the hashed bytes came from. */
public final class HashInstrumentation implements Instrumentation {
    // Names, no class literals: a literal would load each advice class at start for nothing. A test checks them.
    private static final String READ_ADVICE = "io.indelible.instrumentation.hash.ReadAdvice$";

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
                        Advised.method("update", "DigestAdvice$UpdateByte", byte.class),
                        Advised.method("update", "DigestAdvice$UpdateArray", byte[].class),
                        Advised.method("update", "DigestAdvice$UpdateRange", byte[].class, int.class, int.class),
                        Advised.method("update", "DigestAdvice$UpdateBuffer", ByteBuffer.class),
                        Advised.method("digest", "DigestAdvice$Finish"),
                        Advised.method("digest", "DigestAdvice$FinishInto", byte[].class, int.class, int.class),
                        Advised.method("reset", "DigestAdvice$Reset"),
                        Advised.method("clone", "DigestAdvice$Clone")),
                AdvisedType.named(
                        "java.security.MessageDigest$Delegate", Advised.method("clone", "DigestAdvice$Clone")),
                AdvisedType.named("sun.security.provider.SecureRandom", Advised.constructors("PartAdvice$Digest")),
                AdvisedType.named(
                        "jdk.internal.loader.BuiltinClassLoader",
                        Advised.taking("defineClass", "SuspendAdvice", "jdk.internal.loader.Resource")),
                AdvisedType.named(
                        "java.net.URLClassLoader",
                        Advised.taking("defineClass", "SuspendAdvice", "jdk.internal.loader.Resource")),
                AdvisedType.named("java.io.FileInputStream", streamReads()),
                AdvisedType.named("java.io.RandomAccessFile", streamReads()),
                AdvisedType.named(
                        "sun.nio.ch.FileChannelImpl",
                        read("Buffer", ByteBuffer.class),
                        read("Buffer", ByteBuffer.class, long.class)));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        install(operations, handlers, Provenance.UNKNOWN);
    }

    void install(Operations operations, Handlers handlers, Provenance provenance) {
        WeakIdentityMap<Object, DigestState> states = new WeakIdentityMap<>();
        Digests digests = new Digests(operations, states, provenance);
        ByteHandler bytes = new ByteHandler(digests, PathFilter.ofThisProcess());
        warmUp(bytes, states);
        handlers.onBytes(bytes);
        handlers.onCall(Call.DIGEST_FINISH, new DigestHandlers.Finish(digests, true));
        handlers.onCall(Call.DIGEST_VALUE, new DigestHandlers.Finish(digests, false));
        handlers.onCall(Call.DIGEST_CLONE, new DigestHandlers.Clone(digests));
        handlers.onCall(Call.DIGEST_SUSPEND, new DigestHandlers.Suspended());
        handlers.onNote(Call.DIGEST_CLONE, new DigestHandlers.Copied(digests));
        handlers.onNote(Call.DIGEST_RESET, new DigestHandlers.Reset(digests));
        handlers.onNote(Call.DIGEST_INTERNAL, new DigestHandlers.Internal(digests));
        handlers.onNote(Call.DIGEST_FED, new DigestHandlers.Fed());
        handlers.onNote(Call.DIGEST_STRAY, new DigestHandlers.Stray(digests));
        handlers.onNote(Call.DIGEST_ONE_SHOT, new DigestHandlers.OneShot(digests));
    }

    // The first watched read may come from inside a class loader that holds its lock: no class of ours may be left to
    // load, nor a variable handle to link, by then.
    private static void warmUp(ByteHandler bytes, WeakIdentityMap<Object, DigestState> states) {
        byte[] some = new byte[16];
        Reads reads = new Reads();
        Source source = new Source(some, "", reads);
        source.arrived(some, 1, 12);
        source.arrived(ByteBuffer.wrap(some), 1, 12);
        source.arrived(some[0]);
        DigestState state = new DigestState(some, DigestKinds.of(some));
        state.claim.fed(reads, some, 0, 1);
        state.operation(0);
        FedDigests.of(reads).remember(state);
        DigestHandlers.Suspended suspended = new DigestHandlers.Suspended();
        suspended.end(suspended.begin(null, null, null), null, null);
        states.put(some, state);
        states.remove(some);
        bytes.bytesRead(Guard.current(), bytes, null, some, 0, 1);
    }

    private static AdvisedMethods[] streamReads() {
        return new AdvisedMethods[] {
            read("One"), read("Array", byte[].class), read("Range", byte[].class, int.class, int.class)
        };
    }

    private static AdvisedMethods read(String advice, Class<?>... arguments) {
        return AdvisedMethods.advice(
                isPublic().and(named("read")).and(takesArguments(arguments)), READ_ADVICE.concat(advice));
    }
}
