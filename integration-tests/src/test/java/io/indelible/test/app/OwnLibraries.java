package io.indelible.test.app;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import io.opentelemetry.context.Scope;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;

/** Uses the libraries that the agent uses, in its own way: Byte Buddy, and a context storage of its own. */
public final class OwnLibraries {
    private static int attached;

    private OwnLibraries() {}

    public static void main(String[] args) throws Exception {
        Work.main(new String[] {args[0]});
        Class<?> made = new ByteBuddy()
                .subclass(Object.class)
                .method(ElementMatchers.named("toString"))
                .intercept(FixedValue.value("made"))
                .make()
                .load(OwnLibraries.class.getClassLoader())
                .getLoaded();
        System.out.println(made.getDeclaredConstructor().newInstance() + " by " + location(ByteBuddy.class));

        ContextKey<String> key = ContextKey.named("key");
        try (Scope scope = Context.root().with(key, "value").makeCurrent()) {
            Work.main(new String[] {args[0]});
            System.out.println("context " + Context.current().get(key) + " " + (scope != null));
        }
        System.out.println("storage " + ContextStorage.get().getClass().getName() + " attached " + attached + " by "
                + location(Context.class));

        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:own");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 40 + 2")) {
            rows.next();
            System.out.println(
                    "answer " + rows.getInt(1) + " by " + statement.getClass().getName());
        }
    }

    private static Path location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .getFileName();
    }

    /** Counts how often a context is attached. */
    public static final class Storage implements ContextStorageProvider {
        @Override
        public ContextStorage get() {
            return new Counting(ContextStorage.defaultStorage());
        }
    }

    private record Counting(ContextStorage storage) implements ContextStorage {
        @Override
        public Scope attach(Context context) {
            attached++;
            return storage.attach(context);
        }

        @Override
        public Context current() {
            return storage.current();
        }
    }
}
