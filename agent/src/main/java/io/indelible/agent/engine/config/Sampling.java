package io.indelible.agent.engine.config;

/**
 * Which traces are recorded.
 *
 * @param sampler one of the choices of {@link Setting#SAMPLER}
 * @param ratio the share for the samplers of that kind, 0 to 1
 */
public record Sampling(String sampler, double ratio) {
    /** Whether the sampler asks the parent span first. */
    public boolean parentBased() {
        return sampler.startsWith("parentbased_");
    }
}
