package io.indelible.viewer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the spans of a trace in the order of a tree. A span whose parent is not there is a root, and so is the first of a
 * circle, so that every span comes up once. Not recursive: a damaged or a very deep trace cannot exhaust the stack.
 */
final class TraceTree {
    private final Map<String, SpanRow> byId = new HashMap<>();
    private final Map<String, List<SpanRow>> children = new HashMap<>();
    private final Set<String> placed = new HashSet<>();
    private final List<Node> nodes = new ArrayList<>();

    private TraceTree() {}

    /** A place in the tree; last when no sibling comes after it. */
    record Node(SpanRow span, @Nullable Node parent, boolean last, int depth, boolean hasChildren) {}

    /** @param spans earliest first, which is the order children have */
    static List<Node> nodes(List<SpanRow> spans) {
        TraceTree tree = new TraceTree();
        spans.forEach(span -> tree.byId.put(span.spanId(), span));
        List<SpanRow> roots = new ArrayList<>();
        for (SpanRow span : spans) {
            String parent = span.parentSpanId();
            if (parent == null || !tree.byId.containsKey(parent)) {
                roots.add(span);
            } else {
                tree.children.computeIfAbsent(parent, id -> new ArrayList<>()).add(span);
            }
        }
        roots.forEach(tree::place);
        spans.forEach(tree::place);
        return tree.nodes;
    }

    private void place(SpanRow root) {
        Deque<Node> open = new ArrayDeque<>();
        open.push(new Node(root, null, true, 0, children.containsKey(root.spanId())));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (placed.add(node.span().spanId())) {
                nodes.add(node);
                pushChildren(node, open);
            }
        }
    }

    private void pushChildren(Node node, Deque<Node> open) {
        List<SpanRow> below = children.getOrDefault(node.span().spanId(), List.of());
        for (int i = below.size() - 1; i >= 0; i--) {
            SpanRow span = below.get(i);
            boolean last = i == below.size() - 1;
            open.push(new Node(span, node, last, node.depth() + 1, children.containsKey(span.spanId())));
        }
    }
}
