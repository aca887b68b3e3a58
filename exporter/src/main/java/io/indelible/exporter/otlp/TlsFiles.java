package io.indelible.exporter.otlp;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust and who we are, as PEM files.
 *
 * @param certificate of the authorities to trust in place of the platform's; null for the platform's
 * @param clientCertificate of ours and those that lead to its authority, ours first; null for none
 * @param clientKey the private key of {@code clientCertificate}, as PKCS#8; null for none
 */
public record TlsFiles(@Nullable File certificate, @Nullable File clientCertificate, @Nullable File clientKey) {
    /** What the platform trusts, and nobody in particular. */
    public static final TlsFiles NONE = new TlsFiles(null, null, null);

    /** Whether anything is set. */
    public boolean isNone() {
        return certificate == null && clientCertificate == null && clientKey == null;
    }

    /**
     * Reads the files. There is no fallback: who cannot be verified as the user asked is not spoken to.
     *
     * @throws IOException when one of them cannot be used; its message says which and why, on one line
     */
    public SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = keys();
            TrustManagerFactory trust = trust();
            context.init(
                    keys == null ? null : keys.getKeyManagers(), trust == null ? null : trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be used with these certificates: " + e.getMessage(), e);
        }
    }

    /** Something that differs when one of the files was replaced. */
    String stamp() {
        return stamp(certificate) + stamp(clientCertificate) + stamp(clientKey);
    }

    private @Nullable TrustManagerFactory trust() throws IOException, GeneralSecurityException {
        if (certificate == null) {
            return null;
        }
        KeyStore store = emptyStore();
        List<X509Certificate> authorities = Pem.certificates(certificate);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority " + i, authorities.get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }

    private @Nullable KeyManagerFactory keys() throws IOException, GeneralSecurityException {
        if (clientCertificate == null && clientKey == null) {
            return null;
        }
        if (clientKey == null) {
            throw new IOException("the client certificate " + clientCertificate + " has no client key beside it");
        }
        if (clientCertificate == null) {
            throw new IOException("the client key " + clientKey + " has no client certificate beside it");
        }
        Certificate[] chain = Pem.certificates(clientCertificate).toArray(new Certificate[0]);
        PrivateKey key = Pem.key(clientKey);
        if (!key.getAlgorithm().equals(chain[0].getPublicKey().getAlgorithm())) {
            throw new IOException("the client key " + clientKey + " is none of the certificate " + clientCertificate);
        }
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, new char[0], chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        return keys;
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static String stamp(@Nullable File file) {
        return file == null ? "-" : file.lastModified() + "/" + file.length() + " ";
    }
}
