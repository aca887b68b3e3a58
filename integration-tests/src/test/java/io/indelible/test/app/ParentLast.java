package io.indelible.test.app;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A container that runs its applications at once, each in a loader that asks its parent last. Arguments: a folder, and for each
 * application its class path.
 */
public final class ParentLast {
    private ParentLast() {}

    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/answer", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        String address = "http://localhost:" + server.getAddress().getPort() + "/answer";
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<String>> results = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            String name = "application-" + i;
            String classPath = args[i];
            results.add(threads.submit(() -> run(new Loader(classPath), args[0], name, address)));
        }
        for (Future<String> each : results) {
            System.out.println(each.get());
        }
        threads.shutdown();
        server.stop(0);
    }

    private static String run(ClassLoader loader, String folder, String name, String address) throws Exception {
        Thread.currentThread().setContextClassLoader(loader);
        return (String) loader.loadClass(ParentLastWork.class.getName())
                .getMethod("work", String.class, String.class, String.class)
                .invoke(null, folder, name, address);
    }

    private static final class Loader extends URLClassLoader {
        Loader(String classPath) throws IOException {
            super(urls(classPath), ParentLast.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> found = findLoadedClass(name);
                if (found != null) {
                    return found;
                }
                try {
                    return findClass(name);
                } catch (ClassNotFoundException notOurs) {
                    return super.loadClass(name, resolve);
                }
            }
        }

        @Override
        public URL getResource(String name) {
            URL found = findResource(name);
            return found == null ? super.getResource(name) : found;
        }

        private static URL[] urls(String classPath) throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            for (String each : classPath.split(File.pathSeparator, -1)) {
                urls.add(new File(each).toURI().toURL());
            }
            return urls.toArray(URL[]::new);
        }
    }
}
