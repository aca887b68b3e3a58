package com.example.importer;

import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line said. */
final class ImporterOptions {
    static final String USAGE =
            """
            Usage: java -jar sample-app.jar [OPTIONS] [FOLDER]
            Imports the files of a folder into an archive; makes a folder with sample files when none is given.

              --work DIR         archive, database and sample files live here (default: a new temporary folder)
              --jdbc-url URL     the database, H2 or PostgreSQL (default: an H2 file under the work folder)
              --user NAME        user of the database
              --password WORD    password of the database
              --service-url URL  a running catalog service (default: starts one as a child process)
              --files N          how many sample files to make (default: 100)
              --acknowledge      prints 'done <kind> <name>' after each operation
              --repeat N         imports N times, each time into an empty archive
              --forever          imports again and again until it is stopped
              --help             shows this text""";

    @Nullable
    Path input;

    @Nullable
    Path work;

    @Nullable
    String jdbcUrl;

    @Nullable
    URI service;

    String user = "";
    String password = "";
    int files = 100;
    boolean acknowledge;
    long rounds = 1;
    boolean help;

    private ImporterOptions() {}

    /** Reads the arguments; throws IllegalArgumentException with a message for people. */
    static ImporterOptions parse(String... args) {
        ImporterOptions options = new ImporterOptions();
        Iterator<String> words = List.of(args).iterator();
        while (words.hasNext()) {
            options.accept(words.next(), words);
        }
        return options;
    }

    private void accept(String word, Iterator<String> rest) {
        switch (word) {
            case "--work" -> work = Path.of(value(word, rest));
            case "--jdbc-url" -> jdbcUrl = value(word, rest);
            case "--user" -> user = value(word, rest);
            case "--password" -> password = value(word, rest);
            case "--service-url" -> service = URI.create(value(word, rest));
            case "--files" -> files = number(word, rest);
            case "--acknowledge" -> acknowledge = true;
            case "--repeat" -> rounds = number(word, rest);
            case "--forever" -> rounds = Long.MAX_VALUE;
            case "--help", "-h" -> help = true;
            default -> input = folder(word);
        }
    }

    private Path folder(String word) {
        if (word.startsWith("-")) {
            throw new IllegalArgumentException("Unknown option " + word);
        }
        if (input != null) {
            throw new IllegalArgumentException("More than one folder: " + word);
        }
        return Path.of(word);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static int number(String option, Iterator<String> rest) {
        String value = value(option, rest);
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, as for a number that is too small
        }
        throw new IllegalArgumentException(option + " needs a number above zero, not " + value);
    }
}
