package io.indelible.agent.engine.recorder;

/** Encoders that threads borrow for the moment in which a record is made; each holds kilobytes. */
final class Encoders extends Slots<RecordEncoder> {
    private final RecorderLimits limits;

    Encoders(RecorderLimits limits) {
        this.limits = limits;
    }

    @Override
    protected RecordEncoder make() {
        return new RecordEncoder(limits);
    }
}
