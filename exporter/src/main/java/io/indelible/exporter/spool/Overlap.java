package io.indelible.exporter.spool;

/**
 * How many of the records that begin one row are those that end another: what is in both. Compares sums of records, and
 * looks at each record of the other row once (the prefix function of Knuth, Morris and Pratt). Used by one thread.
 */
final class Overlap {
    private final long[] row;
    /** For each beginning of the row: the longest shorter one that it ends with. */
    private final int[] shorter;

    private int length;

    /** Of the row that begins with them. */
    Overlap(long[] row) {
        this.row = row;
        this.shorter = new int[row.length];
        for (int i = 1; i < row.length; i++) {
            shorter[i] = grow(shorter[i - 1], row[i]);
        }
    }

    /** The next record of the row that ends with them. */
    void add(long sum) {
        length = grow(length, sum);
    }

    /** How many records they are, if no more come. */
    int length() {
        return length;
    }

    private int grow(int beginning, long sum) {
        int grown = beginning;
        while (grown > 0 && (grown == row.length || row[grown] != sum)) {
            grown = shorter[grown - 1];
        }
        return grown < row.length && row[grown] == sum ? grown + 1 : grown;
    }
}
