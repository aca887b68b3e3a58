package io.indelible.agent.engine.transform;

import static net.bytebuddy.matcher.ElementMatchers.hasSuperType;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites class files with Byte Buddy, set for the least work: nothing but method bodies changes, so loaded classes of the
 * JDK can be retransformed, and types are described from class files, never loaded.
 */
final class ClassRewriter {
    private final ByteBuddy byteBuddy = new ByteBuddy(ClassFileVersion.ofThisVm())
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(InstrumentedType.Factory.Default.FROZEN)
            .with(Implementation.Context.Disabled.Factory.INSTANCE);
    private final AdviceSource advice;

    ClassRewriter(ClassLoader engine) {
        advice = new AdviceSource(engine);
    }

    /** The class file with the advice inlined. */
    byte[] rewrite(String className, @Nullable ClassLoader loader, byte[] classFile, List<AdvisedMethods> methods) {
        ClassFileLocator locator = locator(className, loader, classFile);
        TypePool pool = new LenientTypePool(locator);
        return make(pool.describe(className.replace('/', '.')).resolve(), locator, pool, methods);
    }

    /** The class file with the advice of every supertype that it has; null when it has none or declares no such method. */
    byte @Nullable [] rewriteSubtype(
            String className, @Nullable ClassLoader loader, byte[] classFile, List<AdvisedType> supertypes) {
        ClassFileLocator locator = locator(className, loader, classFile);
        TypePool pool = new LenientTypePool(locator);
        TypeDescription type = pool.describe(className.replace('/', '.')).resolve();
        if (type.isInterface()) {
            return null;
        }
        List<AdvisedMethods> methods = new ArrayList<>();
        for (AdvisedType supertype : supertypes) {
            for (AdvisedMethods advised : supertype.methods()) {
                if (declares(type, advised)
                        && hasSuperType(named(supertype.className())).matches(type)) {
                    methods.add(advised);
                }
            }
        }
        return methods.isEmpty() ? null : make(type, locator, pool, methods);
    }

    private static boolean declares(TypeDescription type, AdvisedMethods advised) {
        return !type.getDeclaredMethods().filter(withBody(advised)).isEmpty();
    }

    private static ElementMatcher.Junction<MethodDescription> withBody(AdvisedMethods advised) {
        return not(isAbstract().or(isNative())).and(advised.matcher());
    }

    private byte[] make(TypeDescription type, ClassFileLocator locator, TypePool pool, List<AdvisedMethods> methods) {
        DynamicType.Builder<?> builder = byteBuddy.decorate(type, locator);
        for (AdvisedMethods advised : methods) {
            builder = builder.visit(visitor(advised));
        }
        return builder.make(TypeResolutionStrategy.Disabled.INSTANCE, pool).getBytes();
    }

    private AsmVisitorWrapper visitor(AdvisedMethods advised) {
        AsmVisitorWrapper rewrite = advised.rewrite();
        if (rewrite != null) {
            return rewrite;
        }
        String adviceClass = advised.adviceClassName();
        if (adviceClass == null) {
            throw new IllegalArgumentException("neither advice nor a rewriting");
        }
        return advice.named(adviceClass).on(withBody(advised));
    }

    private static ClassFileLocator locator(String className, @Nullable ClassLoader loader, byte[] classFile) {
        return new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(className.replace('/', '.'), classFile),
                loader == null
                        ? ClassFileLocator.ForClassLoader.ofBootLoader()
                        : ClassFileLocator.ForClassLoader.of(loader));
    }
}
