package io.indelible.instrumentation.hash;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;

/** Inlined into constructors: a digest is part of what is made, or goes on as another does. */
final class PartAdvice {
    private PartAdvice() {}

    /** A stream whose field {@code crc} guards its own format. */
    static final class Crc {
        private Crc() {}

        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue("crc") Object part) {
            Bridge.note(Call.DIGEST_INTERNAL, part, null);
        }
    }

    /** A stream whose field {@code checksum} guards its own format. */
    static final class Checksum {
        private Checksum() {}

        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue("checksum") Object part) {
            Bridge.note(Call.DIGEST_INTERNAL, part, null);
        }
    }

    /** What is built upon the digest in its field {@code digest}. */
    static final class Digest {
        private Digest() {}

        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue("digest") Object part) {
            Bridge.note(Call.DIGEST_INTERNAL, part, null);
        }
    }

    /** A message authentication code upon the digest in its field {@code md}. */
    static final class MessageCode {
        private MessageCode() {}

        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue("md") Object part) {
            Bridge.note(Call.DIGEST_INTERNAL, part, null);
        }
    }

    /** What is built upon the digest in its field {@code _digest}. */
    static final class UnderscoredDigest {
        private UnderscoredDigest() {}

        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue("_digest") Object part) {
            Bridge.note(Call.DIGEST_INTERNAL, part, null);
        }
    }

    /** A static method that makes a digest with a key: that is a message authentication code and no hash. */
    static final class Keyed {
        private Keyed() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return Object made) {
            Bridge.note(Call.DIGEST_INTERNAL, made, null);
        }
    }

    /** A constructor that begins with the state of its argument, or a method that takes it over. */
    static final class Copied {
        private Copied() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object copy, @Advice.Argument(0) Object original) {
            Bridge.note(Call.DIGEST_CLONE, original, copy);
        }
    }

    /** A digest that is made from bytes which somebody saved: nobody knows what it was fed. */
    static final class Restored {
        private Restored() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object digest) {
            Bridge.note(Call.DIGEST_INTERNAL, digest, null);
        }
    }
}
