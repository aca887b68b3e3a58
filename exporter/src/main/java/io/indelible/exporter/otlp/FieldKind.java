package io.indelible.exporter.otlp;

/** How the value of a field is written in protobuf, and so how in OTLP JSON. */
enum FieldKind {
    STRING(ProtoReader.LENGTH_DELIMITED),
    /** Base64 in JSON, as proto3 says. */
    BYTES(ProtoReader.LENGTH_DELIMITED),
    /** The bytes of a trace or span id: hexadecimal in JSON, OTLP's one deviation from proto3. */
    ID(ProtoReader.LENGTH_DELIMITED),
    MESSAGE(ProtoReader.LENGTH_DELIMITED),
    BOOL(ProtoReader.VARINT),
    /** int32 and every enum: OTLP JSON knows enums as numbers only. */
    INT32(ProtoReader.VARINT),
    UINT32(ProtoReader.VARINT),
    SINT32(ProtoReader.VARINT),
    INT64(ProtoReader.VARINT),
    UINT64(ProtoReader.VARINT),
    FIXED64(ProtoReader.FIXED64),
    SFIXED64(ProtoReader.FIXED64),
    DOUBLE(ProtoReader.FIXED64),
    FIXED32(ProtoReader.FIXED32);

    /** Of one value; several may also come packed into one length-delimited field. */
    final int wireType;

    FieldKind(int wireType) {
        this.wireType = wireType;
    }
}
