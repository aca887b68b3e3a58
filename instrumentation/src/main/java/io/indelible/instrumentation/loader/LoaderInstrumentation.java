package io.indelible.instrumentation.loader;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.Operations;
import java.util.List;

/** Loaders through which the bridge cannot be seen. */
public final class LoaderInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "loaders";
    }

    @Override
    public List<AdvisedType> types() {
        return List.of(
                loader("org.apache.felix.framework.BundleWiringImpl$BundleClassLoader"),
                loader("org.eclipse.osgi.internal.loader.ModuleClassLoader"),
                loader("org.jboss.modules.ConcurrentClassLoader"));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        // Nothing is recorded of it.
    }

    private static AdvisedType loader(String className) {
        return AdvisedType.named(
                className,
                AdvisedMethods.advice(
                        named("loadClass").and(takesArguments(String.class, boolean.class)),
                        "io.indelible.instrumentation.loader.LoadClassAdvice"));
    }
}
