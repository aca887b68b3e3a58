package io.indelible.exporter.spool;

import java.io.IOException;
import java.util.Map;

/** Counts the records of each segment, so that dropping one can say how many were in it. */
@SuppressWarnings("ReferenceEquality") // a log gives the same object as long as it is the same segment
final class CountedLog implements RecordLog {
    private final RecordLog log;
    private final Map<String, long[]> counts;
    private String segment = "";
    private long[] count = {0};

    CountedLog(RecordLog log, Map<String, long[]> counts) {
        this.log = log;
        this.counts = counts;
    }

    @Override
    public boolean append(Lot lot) throws IOException {
        if (!log.append(lot)) {
            return false;
        }
        if (segment != log.segment()) {
            segment = log.segment();
            count = counts.computeIfAbsent(segment, name -> new long[1]);
        }
        count[0] += lot.count();
        return true;
    }

    @Override
    public void ask() throws IOException {
        log.ask();
    }

    @Override
    public String segment() {
        return log.segment();
    }

    @Override
    public void prepare() throws IOException {
        log.prepare();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
