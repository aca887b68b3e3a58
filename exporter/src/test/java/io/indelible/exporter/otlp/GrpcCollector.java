package io.indelible.exporter.otlp;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real gRPC server, grpc-java on Netty, that notes what it gets and answers as it is told; OK when it is told nothing. */
final class GrpcCollector implements Closeable {
    /** One answer. */
    interface Answer {
        void to(ServerCall<byte[], byte[]> call);
    }

    /** One call; the message is unpacked. */
    @SuppressWarnings("ArrayRecordComponent")
    record Request(String method, Metadata headers, byte[] body) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Server server;
    private final String scheme;

    GrpcCollector() throws IOException {
        this(null, 4 << 20);
    }

    /** Encrypted when {@code tls} is not null; takes messages of so many bytes. */
    GrpcCollector(@Nullable SslContext tls, int mostBytes) throws IOException {
        this(tls, mostBytes, 0);
    }

    GrpcCollector(@Nullable SslContext tls, int mostBytes, int port) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .maxInboundMessageSize(mostBytes);
        if (tls != null) {
            builder.sslContext(tls);
        }
        for (String each : List.of("trace.v1.TraceService", "logs.v1.LogsService", "metrics.v1.MetricsService")) {
            builder.addService(service("opentelemetry.proto.collector." + each));
        }
        server = builder.build().start();
        scheme = tls == null ? "http" : "https";
    }

    URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + server.getPort());
    }

    GrpcCollector then(Answer answer) {
        answers.add(answer);
        return this;
    }

    static Answer status(Status status) {
        return call -> call.close(status, new Metadata());
    }

    static Answer status(Status status, byte[] details) {
        return call -> {
            Metadata trailers = new Metadata();
            trailers.put(Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER), details);
            call.close(status, trailers);
        };
    }

    static Answer message(byte[] message) {
        return call -> {
            call.sendHeaders(new Metadata());
            call.sendMessage(message);
            call.close(Status.OK, new Metadata());
        };
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerServiceDefinition service(String name) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodType.UNARY)
                .setFullMethodName(name + "/Export")
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        return ServerServiceDefinition.builder(name)
                .addMethod(ServerMethodDefinition.create(method, handler(name)))
                .build();
    }

    private ServerCallHandler<byte[], byte[]> handler(String name) {
        return (call, headers) -> {
            call.request(1);
            return Contexts.interceptCall(Context.ROOT, call, headers, (same, alike) -> new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    requests.add(new Request(name, headers, message));
                    Answer answer = answers.poll();
                    (answer == null ? message(new byte[0]) : answer).to(call);
                }
            });
        };
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
