package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DefaultTimeZoneTest {
    private static final String PROPERTY = "user.timezone";

    @BeforeEach
    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
        TimeZone.setDefault(null);
    }

    @Test
    void putBack_letsTheApplicationDecideAfterwards() {
        DefaultTimeZone zone = new DefaultTimeZone();
        TimeZone.getDefault();
        zone.putBack();

        assertThat(System.getProperty(PROPERTY)).isNull();
        System.setProperty(PROPERTY, "Asia/Tokyo");
        assertThat(TimeZone.getDefault().getID()).isEqualTo("Asia/Tokyo");
    }

    @Test
    void putBack_leavesWhatTheApplicationSetMeanwhile() {
        DefaultTimeZone zone = new DefaultTimeZone();
        TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        zone.putBack();

        assertThat(TimeZone.getDefault().getID()).isEqualTo("Asia/Tokyo");
    }

    @Test
    void putBack_leavesWhatWasDecidedBefore() {
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        DefaultTimeZone zone = new DefaultTimeZone();
        zone.putBack();

        assertThat(TimeZone.getDefault().getID()).isEqualTo("Asia/Tokyo");
    }
}
