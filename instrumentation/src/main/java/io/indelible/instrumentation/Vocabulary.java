package io.indelible.instrumentation;

/**
 * Every name on the wire, spelled once. Names without the prefix {@code indelible.} are OpenTelemetry semantic
 * conventions 1.45.0: the stable groups from {@code db.}, {@code http.}, {@code url.}, {@code server.}; {@code file.},
 * {@code disk.} and {@code thread.} are registered there as in development and no stable name exists for what they say.
 */
public final class Vocabulary {
    /** The schema that these names belong to. */
    public static final String SCHEMA_URL = "https://opentelemetry.io/schemas/1.45.0";

    // ---- timers

    public static final String FILE_OPERATION_DURATION = "indelible.file.operation.duration";
    public static final String DB_CLIENT_OPERATION_DURATION = "db.client.operation.duration";
    public static final String HTTP_CLIENT_REQUEST_DURATION = "http.client.request.duration";
    public static final String HTTP_SERVER_REQUEST_DURATION = "http.server.request.duration";

    // ---- counts and rates

    public static final String FILE_IO = "indelible.file.io";
    public static final String FILE_OPERATIONS = "indelible.file.operations";
    public static final String HASH_THROUGHPUT = "indelible.hash.throughput";
    public static final String COPY_THROUGHPUT = "indelible.copy.throughput";

    // ---- events

    public static final String FILE_EXCEPTION = "indelible.file.operation.exception";
    public static final String DB_CLIENT_EXCEPTION = "db.client.operation.exception";
    public static final String HTTP_CLIENT_EXCEPTION = "http.client.request.exception";
    public static final String HTTP_SERVER_EXCEPTION = "http.server.request.exception";
    /** An operation took longer than {@code indelible.slow.threshold}. */
    public static final String OPERATION_SLOW = "indelible.operation.slow";
    /** A process of the service has begun to record; says how the one before it ended. */
    public static final String PROCESS_START = "indelible.process.start";
    /** A file has another digest than before, though its size and modification time are the same. */
    public static final String FILE_INTEGRITY_MISMATCH = "indelible.file.integrity.mismatch";
    /** A file has another digest than before, and was modified. */
    public static final String FILE_INTEGRITY_CHANGED = "indelible.file.integrity.changed";
    /** A copy has another digest than what it was copied from. */
    public static final String FILE_COPY_MISMATCH = "indelible.file.copy.mismatch";

    // ---- attributes: failures and the thread

    public static final String ERROR_TYPE = "error.type";
    public static final String EXCEPTION_TYPE = "exception.type";
    public static final String EXCEPTION_MESSAGE = "exception.message";
    public static final String EXCEPTION_STACKTRACE = "exception.stacktrace";
    public static final String THREAD_NAME = "thread.name";
    public static final String THREAD_ID = "thread.id";
    public static final String LOG_RECORD_UID = "log.record.uid";
    /** An operation was open when the process died; what is said of it is what was known at the last sign of life. */
    public static final String OPERATION_UNFINISHED = "indelible.operation.unfinished";
    /** Of a slow operation: the name of its span. */
    public static final String OPERATION_NAME = "indelible.operation.name";
    /** Of a slow operation: how long it took, nanoseconds. */
    public static final String OPERATION_DURATION = "indelible.operation.duration";

    // ---- attributes: the process before this one

    /** {@code clean}, {@code killed} or {@code unknown}. */
    public static final String PREVIOUS_END = "indelible.process.previous.end";
    /** Its last sign of life, ISO 8601 in UTC. */
    public static final String PREVIOUS_TIME = "indelible.process.previous.time";
    /** The name of its instance, as in the names of store files. */
    public static final String PREVIOUS_INSTANCE = "indelible.process.previous.instance";

    // ---- attributes: files and hashing

    public static final String FILE_PATH = "file.path";
    public static final String FILE_SIZE = "file.size";
    public static final String FILE_EXTENSION = "file.extension";
    public static final String FILE_SYMBOLIC_LINK_TARGET_PATH = "file.symbolic_link.target_path";
    public static final String FILE_OPERATION_NAME = "indelible.file.operation.name";
    public static final String FILE_TARGET_PATH = "indelible.file.target.path";
    /** Why a file operation failed: a value of a short list, whatever the platform's words. */
    public static final String FILE_FAILURE_REASON = "indelible.file.failure.reason";
    /** Of bytes: {@code read} or {@code write}. */
    public static final String DISK_IO_DIRECTION = "disk.io.direction";
    /** Of a scan: how many files and folders it came across, the folder it began at not among them. */
    public static final String FILE_SCAN_ENTRIES = "indelible.file.scan.entries";

    public static final String HASH_ALGORITHM = "indelible.hash.algorithm";
    public static final String HASH_PROVIDER = "indelible.hash.provider";
    public static final String HASH_INPUT_SIZE = "indelible.hash.input.size";
    /** Bytes read from a file between open and close. */
    public static final String FILE_READ_SIZE = "indelible.file.read.size";
    /** Bytes written to a file between open and close. */
    public static final String FILE_WRITTEN_SIZE = "indelible.file.written.size";
    /** True of a file that nobody closed. */
    public static final String FILE_LEFT_OPEN = "indelible.file.left_open";
    /** The digest that was found, lower-case hex; in events about the integrity of files only. */
    public static final String HASH_VALUE = "indelible.hash.value";
    /** The digest that it should have been. */
    public static final String HASH_VALUE_EXPECTED = "indelible.hash.value.expected";

    public static final String COPY_STRATEGY = "indelible.copy.strategy";
    public static final String COPY_TRANSFERRED_SIZE = "indelible.copy.transferred.size";

    // ---- attributes: databases

    public static final String DB_SYSTEM_NAME = "db.system.name";
    public static final String DB_NAMESPACE = "db.namespace";
    public static final String DB_QUERY_TEXT = "db.query.text";
    public static final String DB_QUERY_SUMMARY = "db.query.summary";
    public static final String DB_OPERATION_BATCH_SIZE = "db.operation.batch.size";
    public static final String DB_RESPONSE_STATUS_CODE = "db.response.status_code";
    public static final String DB_STORED_PROCEDURE_NAME = "db.stored_procedure.name";

    // ---- attributes: network and HTTP

    public static final String SERVER_ADDRESS = "server.address";
    public static final String SERVER_PORT = "server.port";
    public static final String CLIENT_ADDRESS = "client.address";
    public static final String NETWORK_PEER_ADDRESS = "network.peer.address";
    public static final String NETWORK_PEER_PORT = "network.peer.port";
    public static final String NETWORK_PROTOCOL_VERSION = "network.protocol.version";
    public static final String URL_FULL = "url.full";
    public static final String URL_SCHEME = "url.scheme";
    public static final String URL_PATH = "url.path";
    public static final String URL_QUERY = "url.query";
    public static final String USER_AGENT_ORIGINAL = "user_agent.original";
    public static final String HTTP_REQUEST_METHOD = "http.request.method";
    public static final String HTTP_REQUEST_METHOD_ORIGINAL = "http.request.method_original";
    public static final String HTTP_RESPONSE_STATUS_CODE = "http.response.status_code";
    public static final String HTTP_ROUTE = "http.route";
    /** True of a request that was given up before anybody asked for its response. */
    public static final String HTTP_ABANDONED = "indelible.http.abandoned";

    private Vocabulary() {}
}
