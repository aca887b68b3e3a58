package io.indelible.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyRecordsTest {
    private final EarlyRecords records = new EarlyRecords();
    private final List<Integer> written = new ArrayList<>();

    @Test
    void whatCameBefore_goesFirstAndInOrder() {
        write(1);
        write(2);
        open();
        write(3);
        assertThat(written).containsExactly(1, 2, 3);
    }

    @Test
    void whatCameBefore_isWrittenOnce() {
        write(1);
        open();
        open();
        assertThat(written).containsExactly(1);
    }

    @Test
    void callersArray_isFreeAgain() {
        byte[] bytes = {9, 1, 9};
        records.write(Signal.TRACES, bytes, 1, 1);
        bytes[1] = 2;
        open();
        assertThat(written).containsExactly(1);
    }

    @Test
    void number_isBounded() {
        int kept = 0;
        while (write(1)) {
            kept++;
        }
        assertThat(kept).isEqualTo(4096);
        assertThat(records.dropped()).isOne();
    }

    @Test
    void bytes_areBounded() {
        byte[] large = new byte[512 * 1024];
        int kept = 0;
        while (records.write(Signal.TRACES, large, 0, large.length)) {
            kept++;
        }
        assertThat(kept).isEqualTo(8);
    }

    @Test
    void whatTheSpoolRefuses_isRefused() {
        records.open((signal, bytes, offset, length) -> false);
        assertThat(write(1)).isFalse();
    }

    @Test
    void announcement_comesBeforeWhatWaited() {
        write(1);
        announce();
        assertThat(written).containsExactly(9, 1);
    }

    @Test
    void announcement_comesBeforeTheFirstRecordAndOnce() {
        announce();
        assertThat(written).isEmpty();
        write(1);
        write(2);
        assertThat(written).containsExactly(9, 1, 2);
    }

    private void announce() {
        records.open((signal, bytes, offset, length) -> written.add((int) bytes[offset]), () -> written.add(9));
    }

    private boolean write(int value) {
        return records.write(Signal.TRACES, new byte[] {(byte) value}, 0, 1);
    }

    private void open() {
        records.open((signal, bytes, offset, length) -> written.add((int) bytes[offset]));
    }
}
