package io.indelible.agent.engine;

import io.indelible.agent.engine.config.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an image of few modules lacks. The engine needs no more than {@code java.base} and {@code java.instrument}; what of
 * it needs others is left out, which one line says.
 */
record MissingModules(boolean logging, boolean httpClient) {
    /** Those of this JVM. */
    static MissingModules ofRuntime() {
        return new MissingModules(!has("java.logging"), !has("java.net.http"));
    }

    /** What does not work for that; null when all does that is asked for. */
    @Nullable
    String said(Settings settings) {
        String said = null;
        if (logging && samples(settings)) {
            said = "no module java.logging, so trace context is not sent over HTTP and all traces are recorded";
        } else if (logging && !settings.propagators().isEmpty()) {
            said = "no module java.logging, so trace context is not sent over HTTP";
        }
        if (httpClient && settings.exporters().contains("otlp")) {
            String http = "no module java.net.http, so nothing is sent by OTLP";
            said = said == null ? http : said.concat("; ").concat(http);
        }
        return said == null ? null : "this Java runtime has ".concat(said);
    }

    /** The propagators that can work. */
    List<String> propagators(Settings settings) {
        return logging ? List.of() : settings.propagators();
    }

    /** The sampler that can work. */
    String sampler(Settings settings) {
        return logging && samples(settings)
                ? "parentbased_always_on"
                : settings.sampling().sampler();
    }

    private static boolean samples(Settings settings) {
        return settings.sampling().sampler().endsWith("traceidratio");
    }

    private static boolean has(String module) {
        return ModuleLayer.boot().findModule(module).isPresent();
    }
}
