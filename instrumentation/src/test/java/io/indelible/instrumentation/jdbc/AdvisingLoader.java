package io.indelible.instrumentation.jdbc;

import static net.bytebuddy.matcher.ElementMatchers.hasSuperType;
import static net.bytebuddy.matcher.ElementMatchers.named;

import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Loads libraries anew, with the instrumentation's advice in them. */
final class AdvisingLoader extends ClassLoader {
    private static final String[] ANEW = {"org.h2.", "com.zaxxer.hikari."};

    /** The methods that got advice, as {@code class name + method descriptor}. */
    final List<String> advised = new ArrayList<>();

    private final List<AdvisedType> types = new JdbcInstrumentation().types();
    private final ClassFileLocator locator;
    private final TypePool pool;

    AdvisingLoader(ClassLoader parent) {
        super(parent);
        locator = ClassFileLocator.ForClassLoader.of(parent);
        pool = TypePool.Default.of(locator);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        for (String prefix : ANEW) {
            if (name.startsWith(prefix)) {
                return loadAnew(name);
            }
        }
        return super.loadClass(name, resolve);
    }

    private Class<?> loadAnew(String name) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] classFile = advised(name);
            return defineClass(name, classFile, 0, classFile.length);
        }
    }

    private byte[] advised(String name) throws ClassNotFoundException {
        TypeDescription type = pool.describe(name).resolve();
        DynamicType.@Nullable Builder<?> builder = null;
        for (AdvisedType advisedType : types) {
            if (type.isInterface()
                    || !hasSuperType(named(advisedType.className())).matches(type)) {
                continue;
            }
            for (AdvisedMethods methods : advisedType.methods()) {
                builder = with(builder, type, methods);
            }
        }
        return builder == null ? original(name) : builder.make().getBytes();
    }

    private DynamicType.Builder<?> with(
            DynamicType.@Nullable Builder<?> builder, TypeDescription type, AdvisedMethods methods)
            throws ClassNotFoundException {
        type.getDeclaredMethods()
                .filter(methods.matcher())
                .forEach(method -> advised.add(type.getName() + ' ' + method.getName() + method.getDescriptor()));
        DynamicType.Builder<?> known = builder != null
                ? builder
                : new ByteBuddy()
                        .with(TypeValidation.DISABLED)
                        .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                        .decorate(type, locator);
        String advice = methods.adviceClassName();
        return advice == null
                ? known
                : known.visit(Advice.to(Class.forName(advice)).on(methods.matcher()));
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException thrown) {
            throw new ClassNotFoundException(name, thrown);
        }
    }
}
