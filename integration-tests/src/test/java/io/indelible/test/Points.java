package io.indelible.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The points of one histogram over all processes of a store, each as last written. */
final class Points {
    private final String metric;
    private final List<JsonNode> written = new ArrayList<>();

    private Points(String metric) {
        this.metric = metric;
    }

    /** One point. */
    record Point(String metric, Map<String, Object> tags, long count) {}

    static Points of(Store store, String metric) {
        Points points = new Points(metric);
        for (JsonNode each : store.metrics()) {
            if (each.get("name").asText().equals(metric)) {
                each.path("histogram").path("dataPoints").forEach(points.written::add);
            }
        }
        return points;
    }

    /** The latest of each series; they are cumulative, and no two processes started at the same nanosecond. */
    List<Point> latest() {
        Map<String, Point> latest = new LinkedHashMap<>();
        for (JsonNode point : written) {
            Map<String, Object> tags = Store.attributes(point);
            String series = point.get("startTimeUnixNano").asText() + tags;
            Point read =
                    new Point(metric, tags, Long.parseLong(point.get("count").asText()));
            latest.merge(series, read, (one, other) -> one.count() > other.count() ? one : other);
        }
        return List.copyOf(latest.values());
    }

    /** The upper bounds of the buckets, of every point the same or this fails. */
    List<Double> bounds() {
        List<List<Double>> all =
                written.stream().map(Points::boundsOf).distinct().toList();
        if (all.size() != 1) {
            throw new AssertionError("not one list of bounds but " + all);
        }
        return all.get(0);
    }

    /** Whether in each point the buckets are one more than the bounds and together hold what was counted. */
    boolean areFull() {
        return written.stream().allMatch(point -> {
            long sum = 0;
            for (JsonNode bucket : point.get("bucketCounts")) {
                sum += Long.parseLong(bucket.asText());
            }
            return sum == Long.parseLong(point.get("count").asText())
                    && point.get("bucketCounts").size()
                            == point.get("explicitBounds").size() + 1;
        });
    }

    private static List<Double> boundsOf(JsonNode point) {
        List<Double> bounds = new ArrayList<>();
        point.get("explicitBounds").forEach(bound -> bounds.add(bound.asDouble()));
        return bounds;
    }
}
