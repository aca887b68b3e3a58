package io.indelible.agent.engine.transform;

import io.indelible.bridge.Guard;
import io.indelible.exporter.AgentLog;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one class file transformer. Runs on whatever thread loads a class, inside the class loader's locks, so it does as
 * little as it can for the thousands of classes that are none of its business: one map look-up by name, and for classes
 * outside of the JDK one pass over the constant pool.
 *
 * <p>Returns null, which leaves the class as it is, whenever anything goes wrong; that is said once per class.
 */
public final class AdviceTransformer implements ClassFileTransformer {
    private final Map<String, List<AdvisedMethods>> byName = new HashMap<>();
    private final List<AdvisedType> bySupertype = new ArrayList<>();
    private final Set<String> supertypes = new HashSet<>();
    private final List<byte[]> mentions = new ArrayList<>();
    private final ClassLoader engine;
    private final ClassRewriter rewriter;
    private final AgentLog log;

    /** Inlines what these say; advice classes are found through {@code engine}. */
    public AdviceTransformer(List<AdvisedType> types, ClassLoader engine, AgentLog log) {
        this.engine = engine;
        this.log = log;
        rewriter = new ClassRewriter(engine);
        for (AdvisedType type : types) {
            add(type);
        }
    }

    /** Whether a class that is loaded already is one of those named exactly. */
    public boolean names(Class<?> loaded) {
        return byName.containsKey(loaded.getName().replace('.', '/'));
    }

    /** Whether a class that is loaded already has one of the supertypes whose implementations are meant. */
    public boolean namesSupertypeOf(Class<?> loaded) {
        if (loaded.isInterface() || loaded.isArray() || loaded.getClassLoader() == engine) {
            return false;
        }
        for (Class<?> type = loaded; type != null; type = type.getSuperclass()) {
            if (extendsNamed(type)) {
                return true;
            }
        }
        return false;
    }

    private boolean extendsNamed(Class<?> type) {
        for (Class<?> parent : type.getInterfaces()) {
            if (supertypes.contains(parent.getName()) || extendsNamed(parent)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable Module module,
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        // Hidden classes have no name; the engine's own classes are never its business.
        if (className == null || loader == engine) {
            return null;
        }
        List<AdvisedMethods> named = byName.get(className);
        boolean maybeSubtype = named == null && loader != null && mentionsSupertype(classFile);
        if (named == null && !maybeSubtype) {
            return null;
        }
        Guard guard = Guard.current();
        // What is done here reads class files through the application's loaders: nothing of it is the application's
        // doing.
        boolean entered = guard.enter();
        try {
            return named != null
                    ? rewriter.rewrite(className, loader, classFile, named)
                    : rewriter.rewriteSubtype(className, loader, classFile, bySupertype);
        } catch (Throwable thrown) {
            log.warn("cannot instrument " + className + "; it runs as it is", thrown);
            return null;
        } finally {
            if (entered) {
                guard.leave();
            }
        }
    }

    private void add(AdvisedType type) {
        if (!type.subtypes()) {
            byName.computeIfAbsent(type.className().replace('.', '/'), name -> new ArrayList<>())
                    .addAll(type.methods());
            return;
        }
        bySupertype.add(type);
        supertypes.add(type.className());
        byte[] mention = type.mention().getBytes(StandardCharsets.US_ASCII);
        for (byte[] known : mentions) {
            if (Arrays.equals(known, mention)) {
                return;
            }
        }
        mentions.add(mention);
    }

    private boolean mentionsSupertype(byte[] classFile) {
        for (int i = 0; i < mentions.size(); i++) {
            if (ConstantPool.mentions(classFile, mentions.get(i))) {
                return true;
            }
        }
        return false;
    }
}
