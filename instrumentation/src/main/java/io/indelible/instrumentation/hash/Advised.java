package io.indelible.instrumentation.hash;

import static net.bytebuddy.matcher.ElementMatchers.hasSuperType;
import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.indelible.instrumentation.AdvisedMethods;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Methods of digests, and the advice that belongs there. */
final class Advised {
    // Names, no class literals: a literal would load each advice class at start for nothing. A test checks them.
    private static final String PACKAGE = "io.indelible.instrumentation.hash.";

    private Advised() {}

    /** The public instance method with exactly these parameters; {@code advice} is a class of this package. */
    static AdvisedMethods method(String name, String advice, Class<?>... parameters) {
        return AdvisedMethods.advice(instance(name, parameters), PACKAGE.concat(advice));
    }

    /** The instance method of whatever visibility with exactly these parameters. */
    static AdvisedMethods any(String name, String advice, Class<?>... parameters) {
        return AdvisedMethods.advice(
                named(name).and(not(isStatic())).and(takesArguments(parameters)), PACKAGE.concat(advice));
    }

    /** As {@link #method}, but not where a checksum of the JDK is extended: that is watched itself. */
    static AdvisedMethods ofOwnMaking(String name, String advice, Class<?>... parameters) {
        return AdvisedMethods.advice(
                instance(name, parameters)
                        .and(isDeclaredBy(
                                not(hasSuperType(namedOneOf("java.util.zip.CRC32", "java.util.zip.Adler32"))))),
                PACKAGE.concat(advice));
    }

    /** The public instance method with so many parameters of whatever type, the first of which is the given one. */
    static AdvisedMethods method(String name, String advice, String first, int parameters) {
        return AdvisedMethods.advice(
                isPublic()
                        .and(not(isStatic()))
                        .and(named(name))
                        .and(takesArguments(parameters))
                        .and(takesArgument(0, named(first))),
                PACKAGE.concat(advice));
    }

    /** The public static methods of these names. */
    static AdvisedMethods factories(String advice, String... names) {
        return AdvisedMethods.advice(isPublic().and(isStatic()).and(namedOneOf(names)), PACKAGE.concat(advice));
    }

    /** The instance methods of whatever visibility with two parameters, the second of which is the given one. */
    static AdvisedMethods taking(String name, String advice, String second) {
        return AdvisedMethods.advice(
                named(name).and(not(isStatic())).and(takesArguments(2)).and(takesArgument(1, named(second))),
                PACKAGE.concat(advice));
    }

    /** All constructors. */
    static AdvisedMethods constructors(String advice) {
        return AdvisedMethods.advice(isConstructor(), PACKAGE.concat(advice));
    }

    /** The constructors with so many parameters: the one that all others call. */
    static AdvisedMethods constructor(String advice, int parameters) {
        return AdvisedMethods.advice(isConstructor().and(takesArguments(parameters)), PACKAGE.concat(advice));
    }

    /** The constructor with exactly these parameters. */
    static AdvisedMethods constructor(String advice, Class<?>... parameters) {
        return AdvisedMethods.advice(isConstructor().and(takesArguments(parameters)), PACKAGE.concat(advice));
    }

    /** The constructor that takes another object of its class. */
    static AdvisedMethods copyConstructor(String advice) {
        return AdvisedMethods.advice(
                isConstructor().and(takesArguments(1)).and(Advised::takesItsOwn), PACKAGE.concat(advice));
    }

    private static boolean takesItsOwn(MethodDescription constructor) {
        return constructor
                .getParameters()
                .getOnly()
                .getType()
                .asErasure()
                .equals(constructor.getDeclaringType().asErasure());
    }

    private static ElementMatcher.Junction<MethodDescription> instance(String name, Class<?>... parameters) {
        return isPublic()
                .and(not(isStatic()))
                .and(not(isBridge()))
                .and(named(name))
                .and(takesArguments(parameters));
    }
}
