package io.indelible.exporter.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What an endpoint said in the body of its answer: {@code partial_success}, or {@code google.rpc.Status}. A body that cannot be
 * read says nothing; it changes nothing about the answer's status.
 *
 * @param rejected how many records it rejected, as it says
 * @param message its words, on one line and not too long; empty when there are none
 */
record ServerSaid(long rejected, String message) {
    static final ServerSaid NOTHING = new ServerSaid(0, "");

    private static final int MAX_MESSAGE = 300;
    private static final int PARTIAL_SUCCESS = 1;
    private static final int REJECTED = 1; // of a google.rpc.Status: a code that OTLP says not to use
    private static final int MESSAGE = 2;

    /** An {@code Export…ServiceResponse}. */
    static ServerSaid partialSuccess(byte[] bytes, int from, int to) {
        try {
            ProtoReader in = new ProtoReader().over(bytes, from, to);
            while (in.next()) {
                if (in.field() == PARTIAL_SUCCESS && in.wireType() == ProtoReader.LENGTH_DELIMITED) {
                    int length = in.length();
                    int start = in.advance(length);
                    return read(bytes, start, start + length);
                }
                in.skip();
            }
        } catch (MalformedOtlpException e) {
            return NOTHING;
        }
        return NOTHING;
    }

    /** A {@code google.rpc.Status}: its message. */
    static ServerSaid status(byte[] bytes) {
        try {
            return new ServerSaid(0, read(bytes, 0, bytes.length).message);
        } catch (MalformedOtlpException e) {
            return NOTHING;
        }
    }

    /** Either of them in JSON; what is asked for stands at any depth, and nowhere else. */
    static ServerSaid json(byte[] bytes) {
        long rejected = 0;
        String message = "";
        try (JsonParser in = new JsonFactory().createParser(bytes)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                String name = String.valueOf(in.currentName());
                if (token.isScalarValue() && name.startsWith("rejected")) {
                    rejected = in.getValueAsLong();
                } else if (token.isScalarValue() && (name.equals("errorMessage") || name.equals("message"))) {
                    message = printable(in.getText());
                }
            }
        } catch (IOException e) {
            return NOTHING;
        }
        return new ServerSaid(rejected, message);
    }

    static String printable(String text) {
        String shorter = text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + "…" : text;
        return shorter.replaceAll("\\p{Cntrl}", " ");
    }

    private static ServerSaid read(byte[] bytes, int from, int to) throws MalformedOtlpException {
        ProtoReader in = new ProtoReader().over(bytes, from, to);
        long count = 0;
        String text = "";
        while (in.next()) {
            if (in.field() == REJECTED && in.wireType() == ProtoReader.VARINT) {
                count = in.varint();
            } else if (in.field() == MESSAGE && in.wireType() == ProtoReader.LENGTH_DELIMITED) {
                text = printable(in.text());
            } else {
                in.skip();
            }
        }
        return new ServerSaid(count, text);
    }
}
