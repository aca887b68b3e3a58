package io.indelible.test.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** An OSGi framework without boot delegation that starts bundles and stops. Arguments: its cache, a folder for the bundles, their jars. */
public final class BundleHost {
    private BundleHost() {}

    public static void main(String[] args) throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .iterator()
                .next()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", args[0],
                        "org.osgi.framework.bootdelegation", "",
                        "folder", args[1]));
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            bundles.add(framework.getBundleContext().installBundle("file:" + args[i]));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        framework.stop();
        framework.waitForStop(0);
    }
}
