package arelops.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fields;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OtherAppsTest {
    private static final String ADDRESS = "http://127.0.0.1:7621";

    private static OtherApps others(Collection<String> reached, Collection<String> missing) {
        TreeMap<AppName, String> there = new TreeMap<>();
        reached.forEach(app -> there.put(new AppName(app), ADDRESS));
        TreeSet<AppName> absent = new TreeSet<>();
        missing.forEach(app -> absent.add(new AppName(app)));
        return new OtherApps(there, absent);
    }

    @Test
    @DisplayName("TST-2: which other apps a TEST reaches in BETA, and which are not there, is said in one sentence")
    void which_are_reached_and_which_are_missing_is_said() {
        assertThat(others(List.of("stock", "tax"), List.of()).sentence()).isEqualTo("reaches stock, tax in BETA");
        assertThat(others(List.of(), List.of("tax")).sentence()).isEqualTo("tax is not in BETA");
        assertThat(others(List.of("stock"), List.of("mail", "tax")).sentence())
                .isEqualTo("reaches stock in BETA; mail, tax are not in BETA");
        assertThat(OtherApps.NONE.sentence()).isEmpty();
    }

    @Test
    void those_of_the_repository_itself_are_left_out() {
        OtherApps all = others(List.of("shop", "tax"), List.of("mail", "stock"));

        assertThat(all.without(List.of(new AppName("shop"), new AppName("stock"))))
                .isEqualTo(others(List.of("tax"), List.of("mail")));
    }

    @Test
    void the_history_keeps_them_and_an_entry_of_before_reads_as_none() {
        ChangeEvent.TestRaised raised = new ChangeEvent.TestRaised(
                new CommitId("a".repeat(40)), new TreeMap<>(Map.of(new AppName("shop"), Digest.of("built"))));
        ChangeEvent.TestRaised beside = raised.beside(others(List.of("tax"), List.of("mail")));

        assertThat(EventCodec.read(new Fields(EventCodec.write(beside).json()))).isEqualTo(beside);
        assertThat(EventCodec.read(new Fields(EventCodec.write(raised).json()))).isEqualTo(raised);
        assertThat(EventCodec.write(raised).json())
                .isNotEqualTo(EventCodec.write(beside).json());
        assertThat(EventCodec.write(raised).has("reached")).isFalse();
    }
}
