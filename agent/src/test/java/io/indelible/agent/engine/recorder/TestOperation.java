package io.indelible.agent.engine.recorder;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Vocabulary;

/** An operation with one attribute of each kind. */
final class TestOperation extends Operation {
    final String text;

    TestOperation(Family family, String text) {
        super(family);
        this.text = text;
    }

    @Override
    public String spanName() {
        return "test operation";
    }

    @Override
    public void describe(AttributeWriter attributes) {
        attributes.put(Vocabulary.FILE_PATH, text);
        attributes.put(Vocabulary.FILE_SIZE, 1234567890123L);
        attributes.put("indelible.test.flag", true);
    }

    @Override
    public void tag(AttributeWriter tags) {
        tags.put(Vocabulary.FILE_OPERATION_NAME, "test");
    }
}
