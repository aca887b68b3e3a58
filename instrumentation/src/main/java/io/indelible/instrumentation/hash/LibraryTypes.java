package io.indelible.instrumentation.hash;

import io.indelible.instrumentation.AdvisedType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Digests of libraries that neither are {@code MessageDigest}s nor {@code Checksum}s. Named, for they may be absent. */
final class LibraryTypes {
    private LibraryTypes() {}

    static List<AdvisedType> all() {
        List<AdvisedType> all = new ArrayList<>();
        all.add(blake3());
        all.addAll(bouncyCastle());
        all.addAll(guava());
        all.addAll(xxHash());
        return all;
    }

    private static AdvisedType blake3() {
        return AdvisedType.named(
                "org.apache.commons.codec.digest.Blake3",
                Advised.method("update", "DigestAdvice$UpdateRange", byte[].class, int.class, int.class),
                Advised.method("doFinalize", "ChecksumAdvice$ValueInto", byte[].class, int.class, int.class),
                Advised.method("reset", "DigestAdvice$Reset"),
                Advised.factories("PartAdvice$Keyed", "initKeyedHash", "initKeyDerivationFunction"));
    }

    private static List<AdvisedType> bouncyCastle() {
        return List.of(
                AdvisedType.implementing(
                        "org.bouncycastle.crypto.Digest",
                        "org/bouncycastle/crypto/",
                        Advised.method("update", "NestingAdvice$UpdateByte", byte.class),
                        Advised.method("update", "NestingAdvice$UpdateRange", byte[].class, int.class, int.class),
                        Advised.method("doFinal", "DigestAdvice$FinishInto", byte[].class, int.class),
                        Advised.method("doFinal", "DigestAdvice$FinishInto", byte[].class, int.class, int.class),
                        Advised.method("reset", "DigestAdvice$Reset"),
                        Advised.method("reset", "PartAdvice$Copied", "org.bouncycastle.util.Memoable", 1),
                        Advised.copyConstructor("PartAdvice$Copied")),
                AdvisedType.implementing(
                        "org.bouncycastle.crypto.digests.EncodableDigest",
                        "org/bouncycastle/crypto/",
                        Advised.constructor("PartAdvice$Restored", byte[].class)),
                AdvisedType.named(
                        "org.bouncycastle.jcajce.provider.digest.BCMessageDigest",
                        Advised.constructor("PartAdvice$Digest", 1)),
                AdvisedType.named("org.bouncycastle.crypto.macs.HMac", Advised.constructor("PartAdvice$Digest", 2)),
                AdvisedType.named("org.bouncycastle.crypto.macs.OldHMac", Advised.constructor("PartAdvice$Digest", 1)),
                AdvisedType.named(
                        "org.bouncycastle.crypto.prng.DigestRandomGenerator",
                        Advised.constructor("PartAdvice$Digest", 1)),
                AdvisedType.named(
                        "org.bouncycastle.crypto.prng.drbg.HashSP800DRBG",
                        Advised.constructor("PartAdvice$UnderscoredDigest", 5)));
    }

    private static List<AdvisedType> guava() {
        return List.of(
                AdvisedType.named(
                        "com.google.common.hash.AbstractStreamingHasher",
                        Advised.method("putByte", "DigestAdvice$UpdateByte", byte.class),
                        Advised.method("putBytes", "DigestAdvice$UpdateRange", byte[].class, int.class, int.class),
                        Advised.method("putBytes", "DigestAdvice$UpdateBuffer", ByteBuffer.class),
                        Advised.method("putShort", "StrayAdvice$Two", short.class),
                        Advised.method("putChar", "StrayAdvice$Two", char.class),
                        Advised.method("putInt", "StrayAdvice$Four", int.class),
                        Advised.method("putLong", "StrayAdvice$Eight", long.class),
                        Advised.method("hash", "DigestAdvice$Finish")),
                oneShot("com.google.common.hash.Murmur3_32HashFunction"),
                oneShot("com.google.common.hash.FarmHashFingerprint64"),
                oneShot("com.google.common.hash.Fingerprint2011"));
    }

    private static AdvisedType oneShot(String className) {
        return AdvisedType.named(
                className, Advised.method("hashBytes", "OneShotAdvice$Range", byte[].class, int.class, int.class));
    }

    private static List<AdvisedType> xxHash() {
        String mention = "net/jpountz/xxhash/";
        return List.of(
                streaming("net.jpountz.xxhash.StreamingXXHash32", mention),
                streaming("net.jpountz.xxhash.StreamingXXHash64", mention),
                AdvisedType.implementing(
                        "net.jpountz.xxhash.XXHash32",
                        mention,
                        Advised.method("hash", "OneShotAdvice$Range", byte[].class, int.class, int.class, int.class),
                        Advised.method("hash", "OneShotAdvice$Buffer", ByteBuffer.class, int.class)),
                AdvisedType.implementing(
                        "net.jpountz.xxhash.XXHash64",
                        mention,
                        Advised.method("hash", "OneShotAdvice$Range", byte[].class, int.class, int.class, long.class),
                        Advised.method("hash", "OneShotAdvice$Buffer", ByteBuffer.class, long.class)),
                AdvisedType.named("net.jpountz.lz4.LZ4BlockInputStream", Advised.constructor("PartAdvice$Checksum", 5)),
                AdvisedType.named(
                        "net.jpountz.lz4.LZ4BlockOutputStream", Advised.constructor("PartAdvice$Checksum", 5)));
    }

    private static AdvisedType streaming(String className, String mention) {
        return AdvisedType.implementing(
                className,
                mention,
                Advised.method("update", "DigestAdvice$UpdateRange", byte[].class, int.class, int.class),
                Advised.method("getValue", "ChecksumAdvice$ValueReturned"),
                Advised.method("reset", "DigestAdvice$Reset"));
    }
}
