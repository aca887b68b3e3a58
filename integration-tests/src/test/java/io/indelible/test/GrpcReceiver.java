package io.indelible.test;

import com.google.protobuf.ByteString;
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
import io.indelible.test.Store.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An OTLP server of gRPC: grpc-java on Netty. It answers as it is told; OK otherwise. */
final class GrpcReceiver implements AutoCloseable {
    private static final String TRACES = "opentelemetry.proto.collector.trace.v1.TraceService";

    private final List<ByteString> taken = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final Queue<Status> outage = new ConcurrentLinkedQueue<>();
    private final Server server;

    GrpcReceiver() throws IOException {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        builder.addService(service(TRACES));
        builder.addService(service("opentelemetry.proto.collector.logs.v1.LogsService"));
        builder.addService(service("opentelemetry.proto.collector.metrics.v1.MetricsService"));
        server = builder.build().start();
    }

    GrpcReceiver then(Status status) {
        outage.add(status);
        return this;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** The spans that were taken, as the store would have them. */
    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        taken.forEach(each -> OtlpReceiver.addSpans(each, spans));
        return spans;
    }

    /** Which services were called while they were out of order. */
    List<String> refused() {
        return refused;
    }

    @Override
    public void close() {
        server.shutdownNow();
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
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    answer(name, message, call);
                }
            };
        };
    }

    private void answer(String name, byte[] message, ServerCall<byte[], byte[]> call) {
        Status status = outage.poll();
        if (status != null) {
            refused.add(name);
            call.close(status, new Metadata());
            return;
        }
        if (name.equals(TRACES)) {
            taken.add(ByteString.copyFrom(message));
        }
        call.sendHeaders(new Metadata());
        call.sendMessage(new byte[0]);
        call.close(Status.OK, new Metadata());
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
