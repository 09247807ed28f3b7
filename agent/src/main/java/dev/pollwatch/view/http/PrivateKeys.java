package dev.pollwatch.view.http;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * Private keys in the three forms in which PEM files have them: PKCS#8, which Java reads, and the older ones of RSA (PKCS#1) and of elliptic
 * curves (SEC 1), which are what PKCS#8 has inside. What it has around them is the name of the algorithm, as it stands in the
 * certificate too.
 */
final class PrivateKeys {

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private PrivateKeys() {}

    /**
     * Reads a key.
     *
     * @param pkcs8 the key
     * @param partner the public key that it must fit
     * @return the key
     * @throws GeneralSecurityException when it is none, or of another kind
     */
    static PrivateKey pkcs8(byte[] pkcs8, PublicKey partner) throws GeneralSecurityException {
        return KeyFactory.getInstance(partner.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /**
     * Reads a key in one of the older forms.
     *
     * @param inner the key
     * @param partner the public key that it must fit
     * @return the key
     * @throws GeneralSecurityException when it is none, or of another kind
     */
    static PrivateKey bare(byte[] inner, PublicKey partner) throws GeneralSecurityException {
        byte[] algorithm = algorithm(partner.getEncoded());
        byte[] key = der(OCTETS, inner);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(VERSION_0);
        all.writeBytes(algorithm);
        all.writeBytes(key);
        return pkcs8(der(SEQUENCE, all.toByteArray()), partner);
    }

    /** Whether what one of them signs the other finds right. */
    static boolean fit(PrivateKey key, PublicKey partner) throws GeneralSecurityException {
        String name = switch (partner.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> partner.getAlgorithm();
        };
        Signature signature = Signature.getInstance(name);
        signature.initSign(key);
        signature.update(VERSION_0);
        byte[] signed = signature.sign();
        signature.initVerify(partner);
        signature.update(VERSION_0);
        return signature.verify(signed);
    }

    /** The first element of the outer sequence. */
    private static byte[] algorithm(byte[] subjectPublicKeyInfo) {
        int begin = headerLength(subjectPublicKeyInfo, 0);
        int end = begin + headerLength(subjectPublicKeyInfo, begin) + contentLength(subjectPublicKeyInfo, begin);
        byte[] algorithm = new byte[end - begin];
        System.arraycopy(subjectPublicKeyInfo, begin, algorithm, 0, algorithm.length);
        return algorithm;
    }

    private static int headerLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }

    private static int contentLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return length;
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + 7) / 8;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(content.length >> 8 * i);
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
