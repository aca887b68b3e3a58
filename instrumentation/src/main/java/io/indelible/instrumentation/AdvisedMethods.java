package io.indelible.instrumentation;

import static net.bytebuddy.matcher.ElementMatchers.any;

import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Methods of an {@link AdvisedType} and what is inlined into them.
 *
 * @param matcher which methods; only methods with a body are asked
 * @param adviceClassName the class whose static methods are inlined; named, never loaded, so that an instrumentation
 *     that finds nothing costs nothing. Null when {@code rewrite} is given
 * @param rewrite for what advice cannot do: a rewriting of the whole class. Null in the usual case
 */
public record AdvisedMethods(
        ElementMatcher<? super MethodDescription> matcher,
        @Nullable String adviceClassName,
        @Nullable AsmVisitorWrapper rewrite) {
    /** Methods into which the advice of the given class is inlined. */
    public static AdvisedMethods advice(ElementMatcher<? super MethodDescription> matcher, String adviceClassName) {
        return new AdvisedMethods(matcher, adviceClassName, null);
    }

    /** A rewriting of the whole class. */
    public static AdvisedMethods rewrite(AsmVisitorWrapper rewrite) {
        return new AdvisedMethods(any(), null, rewrite);
    }
}
