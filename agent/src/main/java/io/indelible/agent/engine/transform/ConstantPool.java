package io.indelible.agent.engine.transform;

/**
 * Looks into a class file's constant pool without parsing the class: what tells in a microsecond that a class has nothing
 * to do with a library. Format: JVM specification, section 4.4.
 */
final class ConstantPool {
    private static final int UTF8 = 1;

    private ConstantPool() {}

    /** Whether any text constant of the class file contains this ASCII text. Malformed files contain nothing. */
    static boolean mentions(byte[] classFile, byte[] text) {
        try {
            return search(classFile, text);
        } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
            return false; // the JVM will say what is wrong with it
        }
    }

    private static boolean search(byte[] classFile, byte[] text) {
        int constants = unsigned(classFile, 8);
        int at = 10;
        for (int i = 1; i < constants; i++) {
            int tag = classFile[at];
            if (tag == UTF8) {
                int length = unsigned(classFile, at + 1);
                if (length >= text.length && contains(classFile, at + 3, length, text)) {
                    return true;
                }
                at += 3 + length;
            } else {
                at += size(tag);
                // Longs and doubles take two entries; JVM specification, section 4.4.5.
                if (tag == 5 || tag == 6) {
                    i++;
                }
            }
        }
        return false;
    }

    private static boolean contains(byte[] classFile, int from, int length, byte[] text) {
        int last = from + length - text.length;
        for (int start = from; start <= last; start++) {
            int matched = 0;
            while (matched < text.length && classFile[start + matched] == text[matched]) {
                matched++;
            }
            if (matched == text.length) {
                return true;
            }
        }
        return false;
    }

    private static int size(int tag) {
        return switch (tag) {
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
            case 5, 6 -> 9;
            case 7, 8, 16, 19, 20 -> 3;
            case 15 -> 4;
            default -> throw new IllegalArgumentException("constant pool tag " + tag);
        };
    }

    private static int unsigned(byte[] classFile, int at) {
        return ((classFile[at] & 0xff) << 8) | (classFile[at + 1] & 0xff);
    }
}
