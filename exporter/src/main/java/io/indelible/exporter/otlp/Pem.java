package io.indelible.exporter.otlp;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads PEM files (RFC 7468). What is wrong with one is said in one line with its path. */
final class Pem {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS", "DSA");
    private static final int LONGEST = 4 << 20;

    private Pem() {}

    /** The certificates of a file, at least one. */
    static List<X509Certificate> certificates(File file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] each : blocks(file, CERTIFICATE)) {
            certificates.add(certificate(file, each));
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + " holds no PEM certificate");
        }
        return certificates;
    }

    /** The private key of a file: PKCS#8, not encrypted. */
    static PrivateKey key(File file) throws IOException {
        List<byte[]> keys = blocks(file, KEY);
        if (keys.isEmpty()) {
            throw new IOException(file + " holds no PEM private key of the form PKCS#8 without a password"
                    + " (openssl pkcs8 -topk8 -nocrypt makes one)");
        }
        for (String algorithm : ALGORITHMS) {
            PrivateKey key = key(algorithm, keys.get(0));
            if (key != null) {
                return key;
            }
        }
        throw new IOException(file + " holds a private key that cannot be read");
    }

    // The key says which algorithm it is for, but no class of the JDK reads that alone.
    private static @Nullable PrivateKey key(String algorithm, byte[] der) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException another) {
            return null;
        }
    }

    private static X509Certificate certificate(File file, byte[] der) throws IOException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IOException(file + " holds a certificate that cannot be read", e);
        }
    }

    private static List<byte[]> blocks(File file, String kind) throws IOException {
        String begin = "-----BEGIN " + kind + "-----";
        String end = "-----END " + kind + "-----";
        String text = text(file);
        List<byte[]> blocks = new ArrayList<>();
        for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
            int stop = text.indexOf(end, at);
            if (stop < 0) {
                throw new IOException(file + " is cut off: " + end + " is missing");
            }
            blocks.add(decoded(file, text.substring(at + begin.length(), stop)));
        }
        return blocks;
    }

    private static byte[] decoded(File file, String base64) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds what is not Base64", e);
        }
    }

    private static String text(File file) throws IOException {
        if (!file.isFile()) {
            throw new IOException(file + " does not exist");
        }
        try (InputStream in = new FileInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read", e);
        }
    }
}
