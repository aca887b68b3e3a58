package io.indelible.instrumentation.jdbc;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.Operations;
import java.util.List;
import java.util.Properties;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Every class that implements a driver, a connection or a statement. Methods are matched by name and exact parameters
 * and results, so that a driver's own overloads are left alone.
 */
public final class JdbcInstrumentation implements Instrumentation {
    /** Named, never loaded: what is not matched costs nothing. */
    private static final String ADVICE = "io.indelible.instrumentation.jdbc.";

    private static final String MENTION = "java/sql/";

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public List<AdvisedType> types() {
        return List.of(
                AdvisedType.implementing(
                        "java.sql.Driver",
                        MENTION,
                        AdvisedMethods.advice(
                                method("connect", String.class, Properties.class), ADVICE + "ConnectAdvice")),
                AdvisedType.implementing(
                        "java.sql.Connection",
                        MENTION,
                        AdvisedMethods.advice(preparing(), ADVICE + "PrepareAdvice"),
                        AdvisedMethods.advice(creating(), ADVICE + "CreateAdvice")),
                AdvisedType.implementing(
                        "java.sql.Statement",
                        MENTION,
                        AdvisedMethods.advice(executingText(), ADVICE + "ExecuteTextAdvice"),
                        AdvisedMethods.advice(executingBatch(), ADVICE + "ExecuteBatchAdvice"),
                        AdvisedMethods.advice(
                                method("addBatch", String.class).and(returns(void.class)), ADVICE + "AddTextAdvice"),
                        AdvisedMethods.advice(
                                method("clearBatch").and(returns(void.class)), ADVICE + "ClearBatchAdvice")),
                AdvisedType.implementing(
                        "java.sql.PreparedStatement",
                        MENTION,
                        AdvisedMethods.advice(executingPrepared(), ADVICE + "ExecutePreparedAdvice"),
                        AdvisedMethods.advice(
                                method("addBatch").and(returns(void.class)), ADVICE + "AddPreparedAdvice")));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        KnownObjects known = new KnownObjects();
        OpenCalls openCalls = new OpenCalls();
        Texts texts = Texts.configured(operations);
        CreationHandler creation = new CreationHandler(known, openCalls);
        handlers.onCall(Call.JDBC_CONNECT, new ConnectHandler(known, openCalls));
        handlers.onCall(Call.JDBC_PREPARE, creation);
        handlers.onCall(Call.JDBC_CREATE, creation);
        handlers.onCall(
                Call.JDBC_EXECUTE_TEXT,
                new ExecutionHandler(operations, known, openCalls, texts, JdbcOperation.Kind.TEXT));
        handlers.onCall(
                Call.JDBC_EXECUTE_PREPARED,
                new ExecutionHandler(operations, known, openCalls, texts, JdbcOperation.Kind.PREPARED));
        handlers.onCall(
                Call.JDBC_EXECUTE_BATCH,
                new ExecutionHandler(operations, known, openCalls, texts, JdbcOperation.Kind.BATCH));
        handlers.onNote(Call.JDBC_ADD_BATCH, new BatchHandler(known, texts));
        handlers.onNote(Call.JDBC_CLEAR_BATCH, (self, first) -> {
            if (self != null) {
                known.ofStatement(self).clearBatch();
            }
        });
    }

    private static ElementMatcher.Junction<MethodDescription> preparing() {
        return method("prepareStatement", String.class)
                .or(method("prepareStatement", String.class, int.class))
                .or(method("prepareStatement", String.class, int[].class))
                .or(method("prepareStatement", String.class, String[].class))
                .or(method("prepareStatement", String.class, int.class, int.class))
                .or(method("prepareStatement", String.class, int.class, int.class, int.class))
                .or(method("prepareCall", String.class))
                .or(method("prepareCall", String.class, int.class, int.class))
                .or(method("prepareCall", String.class, int.class, int.class, int.class));
    }

    private static ElementMatcher.Junction<MethodDescription> creating() {
        return method("createStatement")
                .or(method("createStatement", int.class, int.class))
                .or(method("createStatement", int.class, int.class, int.class));
    }

    private static ElementMatcher.Junction<MethodDescription> executingText() {
        return method("executeQuery", String.class)
                .or(withText("execute").and(returns(boolean.class)))
                .or(withText("executeUpdate").and(returns(int.class)))
                .or(withText("executeLargeUpdate").and(returns(long.class)));
    }

    private static ElementMatcher.Junction<MethodDescription> withText(String name) {
        return method(name, String.class)
                .or(method(name, String.class, int.class))
                .or(method(name, String.class, int[].class))
                .or(method(name, String.class, String[].class));
    }

    private static ElementMatcher.Junction<MethodDescription> executingPrepared() {
        return method("executeQuery")
                .or(method("execute").and(returns(boolean.class)))
                .or(method("executeUpdate").and(returns(int.class)))
                .or(method("executeLargeUpdate").and(returns(long.class)));
    }

    private static ElementMatcher.Junction<MethodDescription> executingBatch() {
        return method("executeBatch")
                .and(returns(int[].class))
                .or(method("executeLargeBatch").and(returns(long[].class)));
    }

    private static ElementMatcher.Junction<MethodDescription> method(String name, Class<?>... parameters) {
        return isPublic()
                .and(not(isStatic()))
                .and(not(isAbstract()))
                .and(named(name))
                .and(takesArguments(parameters));
    }
}
