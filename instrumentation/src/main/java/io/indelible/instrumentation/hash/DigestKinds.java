package io.indelible.instrumentation.hash;

import io.indelible.instrumentation.hash.DigestKind.Habit;
import java.lang.reflect.Method;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what kind of digest an object is. Of libraries only names are known here: a table of classes, and the one public
 * method that says what a light-weight digest computes.
 */
final class DigestKinds {
    private static final DigestKind UNKNOWN = new DigestKind(Algorithm.named(""), null, Habit.NESTING, false);
    private static final DigestKind PLAIN = new DigestKind(Algorithm.named(""), null, Habit.PLAIN, false);
    private static final Map<String, DigestKind> BY_CLASS = new HashMap<>();

    static {
        add("java.util.zip.CRC32", "CRC32", Habit.PLAIN, true);
        add("java.util.zip.CRC32C", "CRC32C", Habit.PLAIN, true);
        add("java.util.zip.Adler32", "ADLER32", Habit.PLAIN, true);
        String codec = "org.apache.commons.codec.digest.";
        add(codec + "Blake3", "BLAKE3", Habit.PLAIN, true);
        add(codec + "PureJavaCrc32", "CRC32", Habit.NESTING, true);
        add(codec + "PureJavaCrc32C", "CRC32C", Habit.NESTING, true);
        add(codec + "XXHash32", "XXH32", Habit.NESTING, false);
        String guava = "com.google.common.hash.";
        add(guava + "Crc32cHashFunction$Crc32cHasher", "CRC32C", Habit.LIGHT, false);
        add(guava + "Murmur3_128HashFunction$Murmur3_128Hasher", "MURMUR3_128", Habit.LIGHT, false);
        add(guava + "SipHashFunction$SipHasher", "SIPHASH", Habit.LIGHT, false);
        add(guava + "Murmur3_32HashFunction", "MURMUR3_32", Habit.ONE_SHOT, false);
        add(guava + "FarmHashFingerprint64", "FARMHASH64", Habit.ONE_SHOT, false);
        add(guava + "Fingerprint2011", "FINGERPRINT2011", Habit.ONE_SHOT, false);
        String xxhash = "net.jpountz.xxhash.";
        add(xxhash + "StreamingXXHash32", "XXH32", Habit.PLAIN, true);
        add(xxhash + "StreamingXXHash64", "XXH64", Habit.PLAIN, true);
        add(xxhash + "StreamingXXHash32$1", "XXH32", Habit.NESTING, false);
        add(xxhash + "StreamingXXHash64$1", "XXH64", Habit.NESTING, false);
        add(xxhash + "XXHash32", "XXH32", Habit.ONE_SHOT, false);
        add(xxhash + "XXHash64", "XXH64", Habit.ONE_SHOT, false);
    }

    private static final String DIGESTS = "org.bouncycastle.crypto.digests.";

    // Digests of BouncyCastle that take in a byte by themselves: others hand it on to a digest that they are built
    // upon.
    private static final Set<String> LEAVES =
            Set.of("GeneralDigest", "LongDigest", "KeccakDigest", "Blake2bDigest", "Blake2sDigest", "Blake3Digest");

    // Kept by the class itself, so that it keeps neither the class nor its loader alive.
    private static final ClassValue<Naming> NAMINGS = new ClassValue<>() {
        @Override
        protected Naming computeValue(Class<?> type) {
            return new Naming(known(type), nameMethod(type), takesBytesItself(type));
        }
    };

    /**
     * What a class says of its objects.
     *
     * @param kind the kind of them all; null when each has a name of its own
     * @param method what tells that name; null when nothing does
     * @param leaf whether a single byte that one of them is fed goes to no other
     */
    private record Naming(@Nullable DigestKind kind, @Nullable Method method, boolean leaf) {}

    private DigestKinds() {}

    /** The kind of this object. */
    static DigestKind of(Object digest) {
        if (digest instanceof MessageDigest jca) {
            return of(jca);
        }
        Naming naming = NAMINGS.get(digest.getClass());
        if (naming.kind != null) {
            return naming.kind;
        }
        return naming.method == null ? UNKNOWN : named(digest, naming.method);
    }

    private static DigestKind of(MessageDigest digest) {
        Provider provider = digest.getProvider();
        String algorithm = digest.getAlgorithm();
        return new DigestKind(
                Algorithm.named(algorithm == null ? "" : algorithm),
                provider == null ? null : provider.getName(),
                Habit.PLAIN,
                true);
    }

    /** The kind of this object for one whose name is of no interest. */
    static DigestKind internal(Object digest) {
        DigestKind kind = digest instanceof MessageDigest ? PLAIN : NAMINGS.get(digest.getClass()).kind;
        return kind == null ? UNKNOWN : kind;
    }

    /** Whether a single byte that it is fed goes to no other digest, as far as anyone can be told of that. */
    static boolean isLeaf(Object digest) {
        return digest instanceof MessageDigest || NAMINGS.get(digest.getClass()).leaf;
    }

    /** How objects of this class ring. */
    static Habit habit(Object digest) {
        return internal(digest).habit();
    }

    private static DigestKind named(Object digest, Method method) {
        try {
            String name = String.valueOf(method.invoke(digest));
            return new DigestKind(Algorithm.named(name), null, Habit.NESTING, isComparable(name));
        } catch (ReflectiveOperationException | RuntimeException mute) {
            return UNKNOWN;
        }
    }

    // Others take keys, salts or the length of their result.
    private static boolean isComparable(String name) {
        return name.startsWith("SHA-")
                || name.startsWith("SHA3-")
                || name.startsWith("MD")
                || name.startsWith("RIPEMD")
                || name.startsWith("Keccak-")
                || name.equals("SM3")
                || name.equals("Tiger")
                || name.equals("Whirlpool");
    }

    private static @Nullable DigestKind known(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            DigestKind kind = BY_CLASS.get(at.getName());
            if (kind != null) {
                return kind;
            }
        }
        return null;
    }

    private static boolean takesBytesItself(Class<?> type) {
        boolean ofBouncyCastle =
                type.getName().startsWith(DIGESTS); // what extends one may hand a byte on, or call it twice
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            String name = at.getName();
            DigestKind kind = BY_CLASS.get(name);
            if (kind != null) {
                return kind.habit() == Habit.PLAIN;
            }
            if (ofBouncyCastle && name.startsWith(DIGESTS) && LEAVES.contains(name.substring(DIGESTS.length()))) {
                return true;
            }
        }
        return false;
    }

    // Asked of the interface, for the class need not be public.
    private static @Nullable Method nameMethod(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> direct : at.getInterfaces()) {
                Method found =
                        direct.getName().equals("org.bouncycastle.crypto.Digest") ? method(direct) : nameMethod(direct);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable Method method(Class<?> type) {
        try {
            return type.getMethod("getAlgorithmName");
        } catch (ReflectiveOperationException | RuntimeException | LinkageError none) {
            return null;
        }
    }

    private static void add(String className, String algorithm, Habit habit, boolean comparable) {
        BY_CLASS.put(className, new DigestKind(Algorithm.named(algorithm), null, habit, comparable));
    }
}
