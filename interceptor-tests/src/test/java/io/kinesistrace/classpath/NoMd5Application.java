package io.kinesistrace.classpath;

import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;

/** The {@link TracedPutApplication} in a JVM without MD5, as in FIPS mode, or with an MD5 that cannot be linked. */
final class NoMd5Application {
    static final String BROKEN = "md5.broken";

    private NoMd5Application() {}

    public static void main(String[] args) throws Exception {
        // Loaded before its algorithms are removed, because the JVM itself needs it.
        MessageDigest.getInstance("SHA-256");
        Security.removeProvider("SUN");
        Security.insertProviderAt(new WithoutMd5(), 1);
        try {
            MessageDigest.getInstance("MD5");
            throw new IllegalStateException("There is an MD5 still");
        } catch (NoSuchAlgorithmException | LinkageError asWished) {
            TracedPutApplication.main(args);
        }
    }

    /** Fails like a missing native library. */
    public static final class Unlinkable extends MessageDigestSpi {
        static {
            if (true) {
                throw new UnsatisfiedLinkError("of a provider");
            }
        }

        @Override
        protected void engineUpdate(byte input) {}

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {}

        @Override
        protected byte[] engineDigest() {
            return new byte[0];
        }

        @Override
        protected void engineReset() {}
    }

    /** Only the algorithms for signing a request. */
    private static final class WithoutMd5 extends Provider {
        private static final long serialVersionUID = 1L;

        WithoutMd5() {
            super("WithoutMd5", "1", "SHA of the JDK, no MD5");
            put("MessageDigest.SHA", "sun.security.provider.SHA");
            put("MessageDigest.SHA-256", "sun.security.provider.SHA2$SHA256");
            put("SecureRandom.SHA1PRNG", "sun.security.provider.SecureRandom");
            if (Boolean.getBoolean(BROKEN)) {
                put("MessageDigest.MD5", Unlinkable.class.getName());
            }
        }
    }
}
