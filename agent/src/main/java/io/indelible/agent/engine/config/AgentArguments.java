package io.indelible.agent.engine.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What follows the {@code =} of {@code -javaagent:indelible.jar=…}, and what an attach is given:
 * {@code property=value;property=value}. Values may have commas and further equals signs, but no semicolon.
 *
 * @param settings values by property; of two for one property the last
 * @param problems a line for each part that is none, without what it says: it may be half of a secret
 */
record AgentArguments(Map<String, String> settings, List<String> problems) {
    static AgentArguments parse(@Nullable String text) {
        Map<String, String> settings = new HashMap<>();
        List<String> problems = new ArrayList<>(0);
        int start = 0;
        while (text != null && start < text.length()) {
            int semicolon = text.indexOf(';', start);
            int end = semicolon < 0 ? text.length() : semicolon;
            String part = text.substring(start, end).trim();
            int equals = part.indexOf('=');
            if (equals > 0) {
                settings.put(part.substring(0, equals).trim(), part.substring(equals + 1));
            } else if (!part.isEmpty()) {
                problems.add("an argument of the agent is no property=value; ignored");
            }
            start = end + 1;
        }
        return new AgentArguments(settings, problems);
    }
}
