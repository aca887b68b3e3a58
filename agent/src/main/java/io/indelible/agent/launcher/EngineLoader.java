package io.indelible.agent.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The engine's own loader. Its parent in an application is the platform loader, so nothing of that is seen from here; its classes
 * lie in the jar under {@code engine/} with the ending {@code .classdata}, so nothing of the engine is seen from the
 * application, nor found by anything that scans class paths.
 *
 * <p>Not a {@code URLClassLoader}: Chronicle rewrites {@code java.class.path} when it finds one.
 */
final class EngineLoader extends ClassLoader {
    private static final String FOLDER = "engine/";
    private static final String CLASS = ".class";

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;
    private final ProtectionDomain domain = EngineLoader.class.getProtectionDomain();

    EngineLoader(JarFile jar, ClassLoader parent) {
        super("indelible", parent);
        this.jar = jar;
        // An application started with -ea means its own assertions.
        setDefaultAssertionStatus(false);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = read(name.replace('.', '/').concat(CLASS));
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        // Of the jar, so that a security manager permits to the engine what it permits to that.
        return defineClass(name, bytes, 0, bytes.length, domain);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] bytes = read(name);
        return bytes != null ? new ByteArrayInputStream(bytes) : super.getResourceAsStream(name);
    }

    @Override
    protected URL findResource(String name) {
        if (jar.getEntry(entryName(name)) == null) {
            return null;
        }
        try {
            // A handler of its own: the application may have replaced the JVM's, and its cache would keep the jar open.
            return new URL("indelible", "", -1, "/" + name, new Handler());
        } catch (MalformedURLException impossible) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL url = findResource(name);
        return url == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(url));
    }

    private byte[] read(String name) {
        ZipEntry entry = jar.getEntry(entryName(name));
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static String entryName(String name) {
        return name.endsWith(CLASS) ? FOLDER.concat(name).concat("data") : FOLDER.concat(name);
    }

    private final class Handler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() throws IOException {
                    byte[] bytes = read(url.getPath().substring(1));
                    if (bytes == null) {
                        throw new IOException("no resource " + url.getPath());
                    }
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
