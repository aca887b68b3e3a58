package io.indelible.viewer;

import java.io.Console;
import java.nio.charset.Charset;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What the place the output goes to can show.
 *
 * @param ansi colours
 * @param unicode characters beyond ASCII
 * @param width columns; 0 when lines may have any length
 */
record Style(boolean ansi, boolean unicode, int width) {
    /** No colours, nothing cut: files, pipes. */
    static final Style PLAIN = new Style(false, true, 0);

    private static final Pattern CONTROL = Pattern.compile("\\s*[\\x00-\\x1f\\x7f-\\x9f]+\\s*");
    private static final Pattern REORDERING = Pattern.compile("[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    /** What standard output can show. Colours as the terminal and NO_COLOR want it. */
    static Style ofStandardOutput() {
        boolean terminal = onTerminal();
        return new Style(
                terminal && Ansi.AUTO.enabled(),
                standardOutput().newEncoder().canEncode("└│…→"),
                terminal ? terminalWidth() : 0);
    }

    /** From JDK 22 on there is a console even where there is no terminal, and a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }

    private static Charset standardOutput() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        return name == null || !Charset.isSupported(name) ? Charset.defaultCharset() : Charset.forName(name);
    }

    private static int terminalWidth() {
        CommandSpec probe = CommandSpec.create();
        probe.usageMessage().autoWidth(true);
        return probe.usageMessage().width();
    }

    String bold(String text) {
        return paint(text, "1");
    }

    String dim(String text) {
        return paint(text, "2");
    }

    String red(String text) {
        return paint(text, "31");
    }

    private String paint(String text, String code) {
        return ansi && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** The character, or what stands for it in ASCII. */
    String glyph(String fine, String plain) {
        return unicode ? fine : plain;
    }

    /** The text cut to so many columns. */
    String cut(String text, int columns) {
        if (text.length() <= columns) {
            return text;
        }
        String mark = glyph("…", "~");
        return text.substring(0, Math.max(0, columns - mark.length())) + mark;
    }

    /** The text cut to what is left of the line; not at all where lines may have any length. */
    String cutLine(String text, int used) {
        return width == 0 ? text : cut(text, Math.max(1, width - used));
    }

    /** A duration, in the characters that can be shown. */
    String duration(long nanos) {
        String text = Units.duration(nanos);
        return unicode ? text.replace(" us", " µs") : text;
    }

    /** Recorded text made safe: an escape sequence in a file name must not reach the terminal; one line. */
    static String safe(String text) {
        return REORDERING.matcher(CONTROL.matcher(text).replaceAll(" ")).replaceAll("");
    }

    static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - text.length()));
    }

    static String padLeft(String text, int columns) {
        return " ".repeat(Math.max(0, columns - text.length())) + text;
    }
}
