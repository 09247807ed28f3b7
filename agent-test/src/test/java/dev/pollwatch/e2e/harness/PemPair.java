package dev.pollwatch.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for this machine and its key, made by the real {@code openssl}.
 *
 * @param certificate the file with the certificate
 * @param key the file with its key
 */
public record PemPair(Path certificate, Path key) {

    private static final String SUBJECT = "subjectAltName=DNS:localhost,IP:127.0.0.1";

    /** The kinds of keys, in the forms in which they are met. */
    public enum Kind {
        /** RSA in PKCS#1, as cert-manager writes it by default. */
        RSA_PKCS1,
        /** RSA in PKCS#8. */
        RSA_PKCS8,
        /** An elliptic curve in SEC 1. */
        EC_SEC1,
        /** An elliptic curve in PKCS#8. */
        EC_PKCS8,
        /** Ed25519, which is in PKCS#8 always. */
        ED25519
    }

    /**
     * Makes one, or skips the test where there is no openssl.
     *
     * @param folder where to
     * @param kind what key
     * @return the files
     */
    public static PemPair make(Path folder, Kind kind) {
        CommandLineTool openssl =
                CommandLineTool.need("openssl", any -> true, "it is in Debian's package of the same name");
        Path key = folder.resolve(kind + ".key");
        Path certificate = folder.resolve(kind + ".crt");
        List<String> args = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=" + kind));
        args.addAll(List.of("-addext", SUBJECT, "-keyout", key.toString(), "-out", certificate.toString()));
        args.addAll(
                switch (kind) {
                    case RSA_PKCS1, RSA_PKCS8 -> List.of("-newkey", "rsa:2048");
                    case EC_SEC1, EC_PKCS8 -> List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");
                    case ED25519 -> List.of("-newkey", "ed25519");
                });
        run(openssl, args);
        if (kind == Kind.RSA_PKCS1 || kind == Kind.EC_SEC1) {
            Path old = folder.resolve(kind + ".old.key");
            run(openssl, List.of("pkey", "-traditional", "-in", key.toString(), "-out", old.toString()));
            key = old;
        }
        return new PemPair(certificate, key);
    }

    private static void run(CommandLineTool openssl, List<String> args) {
        CommandLineTool.Result result = openssl.run("", args.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    /**
     * Puts both where others were, each at once.
     *
     * @param place the files to replace
     */
    public void copyTo(PemPair place) {
        try {
            replace(certificate, place.certificate);
            replace(key, place.key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        Path beside = to.resolveSibling(to.getFileName() + ".new");
        Files.copy(from, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * For clients.
     *
     * @return a context that trusts this certificate and no other
     */
    public SSLContext trustedAlone() {
        try (InputStream in = Files.newInputStream(certificate)) {
            Certificate only = CertificateFactory.getInstance("X.509").generateCertificate(in);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("only", only);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
