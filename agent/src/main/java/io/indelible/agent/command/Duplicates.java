package io.indelible.agent.command;

import io.indelible.agent.engine.integrity.Entry;
import io.indelible.agent.engine.integrity.FileState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds files of equal content, by what is remembered: nothing is hashed. Left out is what is gone, was modified since, or is
 * another name of the same file.
 */
final class Duplicates {
    private Duplicates() {}

    /**
     * Files of equal content.
     *
     * @param entries one for each, by path; at least two
     */
    record Group(List<Entry> entries) {
        long size() {
            return entries.get(0).size();
        }

        /** Bytes that would be free if there were one of them. */
        long savings() {
            return size() * (entries.size() - 1);
        }

        List<String> paths() {
            return entries.stream().map(Entry::path).toList();
        }
    }

    /** The groups, those that would save most first. */
    static List<Group> of(List<Entry> entries) {
        Map<String, List<Entry>> byContent = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.size() > 0 && !entry.changed() && !entry.mismatched()) {
                byContent
                        .computeIfAbsent(content(entry), content -> new ArrayList<>(1))
                        .add(entry);
            }
        }
        List<Group> groups = new ArrayList<>();
        // Files that were hashed by two algorithms are duplicates once.
        Set<List<String>> known = new HashSet<>();
        for (List<Entry> alike : byContent.values()) {
            Group group = new Group(alike.size() > 1 ? distinct(alike) : alike);
            if (group.entries().size() > 1 && known.add(group.paths())) {
                groups.add(group);
            }
        }
        groups.sort(Comparator.comparingLong(Group::savings).reversed());
        return groups;
    }

    private static List<Entry> distinct(List<Entry> alike) {
        List<Entry> distinct = new ArrayList<>();
        Set<Object> files = new HashSet<>();
        for (Entry entry : alike) {
            FileState state = FileState.of(entry.path());
            if (state != null && state.is(entry.size(), entry.modifiedNanos())) {
                Object key = state.key();
                if (files.add(key == null ? entry.path() : key)) {
                    distinct.add(entry);
                }
            }
        }
        return distinct;
    }

    private static String content(Entry entry) {
        return entry.size() + " " + entry.algorithm() + " " + HexFormat.of().formatHex(entry.digest());
    }
}
