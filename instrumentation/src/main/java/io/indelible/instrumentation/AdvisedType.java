package io.indelible.instrumentation;

import java.util.List;

/**
 * Classes that get advice: either one class by its exact name, or every class that implements an interface.
 *
 * @param className the binary name of the class, or of the interface when {@code subtypes}
 * @param subtypes whether concrete implementations of {@code className} are meant rather than the class itself
 * @param mention for subtypes only: text that the constant pool of any class worth looking at begins an entry with, in
 *     internal form (such as {@code java/sql/}); checked before any hierarchy is resolved because that costs
 * @param methods what is done to them
 */
public record AdvisedType(String className, boolean subtypes, String mention, List<AdvisedMethods> methods) {
    /** Exactly the class of this name. */
    public static AdvisedType named(String className, AdvisedMethods... methods) {
        return new AdvisedType(className, false, "", List.of(methods));
    }

    /** Every class (no interface) that implements the interface of this name. */
    public static AdvisedType implementing(String interfaceName, String mention, AdvisedMethods... methods) {
        return new AdvisedType(interfaceName, true, mention, List.of(methods));
    }
}
