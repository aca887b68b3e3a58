package io.indelible.exporter.otlp;

import io.indelible.exporter.SpoolRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts records of equal scope together: OTLP says a scope once for all that came from it. */
public final class ScopeGroups {
    private ScopeGroups() {}

    /** The records of each scope, in their order, scopes by first appearance; no group is empty. */
    public static List<List<SpoolRecord>> of(List<SpoolRecord> records) {
        List<List<SpoolRecord>> groups = new ArrayList<>();
        List<SpoolRecord> group = List.of();
        for (SpoolRecord each : records) {
            // Neighbours mostly come from one scope, and there are few scopes: no map is worth its hashing.
            if (group.isEmpty() || !sameScope(group.get(0), each)) {
                group = find(groups, each);
            }
            group.add(each);
        }
        return groups;
    }

    private static List<SpoolRecord> find(List<List<SpoolRecord>> groups, SpoolRecord record) {
        for (List<SpoolRecord> each : groups) {
            if (sameScope(each.get(0), record)) {
                return each;
            }
        }
        List<SpoolRecord> added = new ArrayList<>();
        groups.add(added);
        return added;
    }

    private static boolean sameScope(SpoolRecord a, SpoolRecord b) {
        return Arrays.equals(
                a.bytes(),
                a.scopeOffset(),
                a.scopeOffset() + a.scopeLength(),
                b.bytes(),
                b.scopeOffset(),
                b.scopeOffset() + b.scopeLength());
    }
}
