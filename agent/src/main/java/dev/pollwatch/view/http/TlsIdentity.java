package dev.pollwatch.view.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchProviderException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What the endpoint shows to those who connect to it by TLS.
 *
 * @param context for connections to be
 * @param until when the certificate expires
 */
record TlsIdentity(SSLContext context, Instant until) {

    static final String CERT = "http-tls-cert";
    static final String KEY = "http-tls-key";

    private static final int MOST_SESSIONS = 256;
    private static final char[] NO_PASSWORD = {};

    /**
     * Makes one of two files.
     *
     * @param certPath the file with the certificates
     * @param cert what is in it
     * @param keyPath the file with the key
     * @param key what is in it
     * @return the identity
     * @throws BadFileException when they do not give one
     */
    static TlsIdentity of(Path certPath, byte[] cert, Path keyPath, byte[] key) throws BadFileException {
        List<X509Certificate> chain = chain(certPath, cert);
        PublicKey partner = chain.get(0).getPublicKey();
        PrivateKey secret = secret(keyPath, key, partner);
        try {
            if (!PrivateKeys.fit(secret, partner)) {
                throw notOfTheCertificate(keyPath);
            }
            return new TlsIdentity(
                    context(secret, chain), chain.get(0).getNotAfter().toInstant());
        } catch (GeneralSecurityException | IOException refused) {
            throw GuardFile.bad(
                    certPath, CERT, "cannot be used for TLS by this Java (" + refused.getMessage() + "); give another");
        }
    }

    private static List<X509Certificate> chain(Path path, byte[] file) throws BadFileException {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemFile.Block block : PemFile.blocks(file)) {
                if (block.kind().equals("CERTIFICATE")) {
                    chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
                }
            }
        } catch (CertificateException damaged) {
            throw GuardFile.bad(path, CERT, "holds a certificate that cannot be read; make it anew");
        }
        if (chain.isEmpty()) {
            throw GuardFile.bad(path, CERT, "holds no certificate in PEM (-----BEGIN CERTIFICATE-----); give one");
        }
        return chain;
    }

    private static PrivateKey secret(Path path, byte[] file, PublicKey partner) throws BadFileException {
        try {
            for (PemFile.Block block : PemFile.blocks(file)) {
                switch (block.kind()) {
                    case "PRIVATE KEY":
                        return PrivateKeys.pkcs8(block.bytes(), partner);
                    case "RSA PRIVATE KEY", "EC PRIVATE KEY":
                        return PrivateKeys.bare(block.bytes(), partner);
                    case "ENCRYPTED PRIVATE KEY":
                        throw GuardFile.bad(
                                path, KEY, "holds an encrypted key; decrypt it by openssl pkey -in … -out …");
                    default:
                        break;
                }
            }
        } catch (GeneralSecurityException otherKind) {
            // Its message might quote the key.
            throw notOfTheCertificate(path);
        }
        throw GuardFile.bad(path, KEY, "holds no private key in PEM (-----BEGIN PRIVATE KEY-----); give one");
    }

    private static BadFileException notOfTheCertificate(Path key) {
        return GuardFile.bad(
                key, KEY, "is encrypted or damaged, or not the key of the first certificate of http-tls-cert");
    }

    private static SSLContext context(PrivateKey key, List<X509Certificate> chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("endpoint", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(store, NO_PASSWORD);
        SSLContext context = jdkContext();
        context.init(keys.getKeyManagers(), null, null);
        // The JDK keeps 20,480 for a day.
        context.getServerSessionContext().setSessionCacheSize(MOST_SESSIONS);
        return context;
    }

    /** The host may have put a provider of its own before the JDK's; whatever that does is not for our threads to find out. */
    private static SSLContext jdkContext() throws GeneralSecurityException {
        try {
            return SSLContext.getInstance("TLS", "SunJSSE");
        } catch (NoSuchProviderException takenOut) {
            return SSLContext.getInstance("TLS");
        }
    }
}
