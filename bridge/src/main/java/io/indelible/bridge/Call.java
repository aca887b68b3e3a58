package io.indelible.bridge;

/**
 * The number of each kind of instrumented call: what advice passes to {@link Bridge} so that the engine finds the
 * handler by array index. The constants are inlined by the compiler; this class is never loaded at run time.
 */
public final class Call {
    /** {@code Files.copy(Path, Path, ...)}: first = source, second = target. */
    public static final int FILES_COPY = 0;
    /** {@code Files.copy(InputStream, Path, ...)}: first = stream, second = target. */
    public static final int FILES_COPY_FROM_STREAM = 1;
    /** {@code Files.copy(Path, OutputStream)}: first = source, second = stream. */
    public static final int FILES_COPY_TO_STREAM = 2;
    /** {@code Files.move}: first = source, second = target. */
    public static final int FILES_MOVE = 3;
    /** {@code Files.createLink}: first = link, second = existing. */
    public static final int FILES_LINK = 4;
    /** {@code Files.createSymbolicLink}: first = link, second = target. */
    public static final int FILES_SYMBOLIC_LINK = 5;
    /** {@code Files.delete} and {@code Files.deleteIfExists}: first = path. */
    public static final int FILES_DELETE = 6;
    /** {@code FileChannelImpl.transferTo}: self = channel, first = its path, second = target channel. */
    public static final int CHANNEL_TRANSFER_TO = 7;
    /** {@code FileChannelImpl.transferFrom}: self = channel, first = its path, second = source channel. */
    public static final int CHANNEL_TRANSFER_FROM = 8;

    /** {@code MessageDigest.digest()} and {@code digest(byte[], int, int)}: self = digest. */
    public static final int DIGEST_FINISH = 9;
    /** {@code MessageDigest.reset()}: self = digest. Notification. */
    public static final int DIGEST_RESET = 10;
    /** {@code MessageDigest.clone()}: self = original, result = the clone. As a notification: self = original, first = the copy. */
    public static final int DIGEST_CLONE = 11;

    /** {@code Driver.connect}: self = driver, first = URL, result = connection. */
    public static final int JDBC_CONNECT = 12;
    /** {@code Connection.prepareStatement} and {@code prepareCall}: self = connection, first = SQL, result = statement. */
    public static final int JDBC_PREPARE = 13;
    /** {@code Connection.createStatement}: self = connection, result = statement. */
    public static final int JDBC_CREATE = 14;
    /** {@code Statement.execute*(String, ...)}: self = statement, first = SQL. */
    public static final int JDBC_EXECUTE_TEXT = 15;
    /** {@code PreparedStatement.execute*()}: self = statement. */
    public static final int JDBC_EXECUTE_PREPARED = 16;
    /** {@code Statement.executeBatch} and {@code executeLargeBatch}: self = statement. */
    public static final int JDBC_EXECUTE_BATCH = 17;
    /** {@code Statement.addBatch(String)} with first = SQL, {@code PreparedStatement.addBatch()} with first = null. Notification. */
    public static final int JDBC_ADD_BATCH = 18;
    /** {@code Statement.clearBatch}: self = statement. Notification. */
    public static final int JDBC_CLEAR_BATCH = 19;

    /** {@code HttpClientImpl.send}: self = client, first = request. */
    public static final int HTTP_CLIENT_SEND = 20;
    /** {@code HttpClientImpl.sendAsync}: self = client, first = request, result = future. */
    public static final int HTTP_CLIENT_SEND_ASYNC = 21;
    /** A {@code HttpResponse} of an asynchronous call exists: self = response, first = request. Notification. */
    public static final int HTTP_CLIENT_RESPONSE = 22;
    /** The user headers of an outgoing {@code HttpRequest}: self = request, value = headers. Replacement. */
    public static final int HTTP_CLIENT_HEADERS = 23;
    /** {@code HttpURLConnection.connect} and {@code getOutputStream}: self = connection, result = status or -1. */
    public static final int URL_CONNECTION_CONNECT = 24;
    /** {@code HttpURLConnection.getInputStream}: self = connection, result = status or -1. */
    public static final int URL_CONNECTION_RESPONSE = 25;
    /** {@code Filter.Chain.doFilter}: first = exchange. */
    public static final int HTTP_SERVER_HANDLE = 26;
    /** {@code HttpExchange.sendResponseHeaders} or {@code close} is done: self = exchange. Notification. */
    public static final int HTTP_SERVER_RESPOND = 27;

    /** {@code FileChannelImpl.open} has returned: self = channel, first = its path. Notification. */
    public static final int CHANNEL_OPEN = 28;
    /** An {@code HttpRequest} takes another's place (redirect, challenge): self = the new one, first = the old. Notification. */
    public static final int HTTP_CLIENT_FOLLOW = 29;
    /** {@code HttpURLConnection.disconnect}: self = connection. Notification. */
    public static final int URL_CONNECTION_DISCONNECT = 30;

    /** A {@code FileInputStream} opens its file: self = stream, first = path. */
    public static final int FILE_INPUT_OPEN = 31;
    /** A {@code FileOutputStream} opens its file: self = stream, first = path. */
    public static final int FILE_OUTPUT_OPEN = 32;
    /** A {@code RandomAccessFile} opens its file: self = the object, first = path. */
    public static final int RANDOM_ACCESS_OPEN = 33;
    /** A stream, random access file or channel has been closed: self = it, first = what closing threw. Notification. */
    public static final int FILE_CLOSE = 34;
    /** {@code FileChannel.map}: self = channel, first = position, second = mode, result = buffer. */
    public static final int CHANNEL_MAP = 35;
    /** A provider was asked to open a channel: first = path. Its end matters only when it failed. */
    public static final int CHANNEL_CREATE = 36;
    /** {@code ZipInputStream.getNextEntry}: self = stream. */
    public static final int ZIP_NEXT_ENTRY = 37;
    /** A class loader opens an archive to load classes from: first = URL. Notification. */
    public static final int CLASS_PATH_OPEN = 38;

    /** {@code FileTreeWalker.walk}: self = walker, first = the folder. */
    public static final int WALK_START = 39;
    /** {@code FileTreeWalker.visit}: self = walker, result = the event. */
    public static final int WALK_VISIT = 40;
    /** {@code FileTreeWalker.next} has returned: self = walker, first = the event, null at the end. Notification. */
    public static final int WALK_NEXT = 41;
    /** {@code FileTreeWalker.close}: self = walker. Notification. */
    public static final int WALK_CLOSE = 42;
    /** A directory stream was opened: self = stream, first = the folder. Notification. */
    public static final int DIRECTORY_OPEN = 43;
    /** A directory stream gave an entry: self = stream, first = the entry, null at the end. Notification. */
    public static final int DIRECTORY_ENTRY = 44;
    /** A directory stream was closed: self = stream. Notification. */
    public static final int DIRECTORY_CLOSE = 45;
    /** {@code File.renameTo}: self = source, first = its path, second = target, result = whether it did. */
    public static final int FILE_RENAME = 46;
    /** {@code File.delete}: self = file, first = its path, result = whether it did. */
    public static final int FILE_DELETE = 47;

    /** A checksum or a library's digest says its value: self = it, result = the value. */
    public static final int DIGEST_VALUE = 48;
    /** A hash of one array in one call has returned; the array was told like any feeding: self = function. Notification. */
    public static final int DIGEST_ONE_SHOT = 49;
    /** A digest is part of something else and no hash of its own: self = digest. Notification. */
    public static final int DIGEST_INTERNAL = 50;

    /** {@code RandomAccessFile.writeBytes(String)}: self = file, first = text. Notification. */
    public static final int RANDOM_ACCESS_BYTES = 51;
    /** {@code RandomAccessFile.writeChars(String)}: self = file, first = text. Notification. */
    public static final int RANDOM_ACCESS_CHARS = 52;
    /** {@code Files.newDirectoryStream}: first = the folder, result = the stream. */
    public static final int FILES_DIRECTORY_STREAM = 53;
    /** {@code File.list} and {@code listFiles}: self = the folder, first = its path, result = the names, or null. */
    public static final int FILE_LIST = 54;
    /** A digest whose updates call each other has been fed: self = digest. Notification. */
    public static final int DIGEST_FED = 55;
    /** A digest is fed what is no bytes, such as a number: self = digest, first = how many bytes that makes. Notification. */
    public static final int DIGEST_STRAY = 56;
    /** A class loader defines a class: what is digested meanwhile is its own business. */
    public static final int DIGEST_SUSPEND = 57;
    /** A block is full of single bytes that a digest was fed: self = the engine of the JDK's digest, or {@link SingleBytes}. Notification. */
    public static final int DIGEST_BLOCK = 58;

    /** {@code HttpURLConnection.getOutputStream} has returned: self = connection, first = the stream. Notification. */
    public static final int URL_CONNECTION_BODY = 59;
    /** The stream of a request's body takes no more: self = stream. Notification. */
    public static final int URL_CONNECTION_BODY_CLOSE = 60;
    /** The stream of a request's body has forgotten all that it took: self = stream. Notification. */
    public static final int URL_CONNECTION_BODY_RESET = 61;

    /** The platform was asked to clone a file for {@code Files.copy}: first = 0 when it did. Notification. */
    public static final int FILES_CLONE = 62;

    /** A provider opens an asynchronous channel: first = path, result = the channel. */
    public static final int ASYNCHRONOUS_OPEN = 63;
    /** A thread begins to read for an asynchronous channel: self = channel, first = buffer. Notification. */
    public static final int ASYNCHRONOUS_READ = 64;
    /** A thread begins to write for an asynchronous channel: self = channel, first = buffer. Notification. */
    public static final int ASYNCHRONOUS_WRITE = 65;
    /** The thread has done so, and nobody has been told yet: self = channel. Notification. */
    public static final int ASYNCHRONOUS_DONE = 66;

    /** {@code FileChannelImpl.read(ByteBuffer[], int, int)}: self = channel, first = buffers, second = its path, result = bytes. */
    public static final int CHANNEL_SCATTER = 67;
    /** {@code FileChannelImpl.write(ByteBuffer[], int, int)}: as {@link #CHANNEL_SCATTER}. */
    public static final int CHANNEL_GATHER = 68;
    /** {@code RandomAccessFile.readLine} of newer JDKs, which reads past {@code read}: self = file. Notification. */
    public static final int RANDOM_ACCESS_LINE = 69;
    /** {@code FileChannelImpl.truncate} and {@code RandomAccessFile.setLength}: self = channel or file, first = length. Notification. */
    public static final int FILE_LENGTH = 70;

    /** The platform begins to copy a regular file for {@code Files.copy}: self = target, first = the source's attributes. Notification. */
    public static final int FILES_COPY_BEGUN = 71;

    /** One more than the highest number above. */
    public static final int COUNT = 72;

    private Call() {}
}
