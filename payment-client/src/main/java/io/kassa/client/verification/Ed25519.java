package io.kassa.client.verification;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Ed25519 verification (RFC 8032, 5.1.7) in plain arithmetic, since the JDK has it from 15 on only.
 * All that it touches is public, so it need not take the same time for all values; it takes some
 * milliseconds.
 */
final class Ed25519 {
  private static final int BYTES = 32;
  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger L =
      BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger D =
      BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(P)).mod(P);
  private static final BigInteger ROOT_OF_MINUS_ONE =
      BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
  private static final Point ZERO = Point.of(BigInteger.ZERO, BigInteger.ONE);
  private static final Point BASE =
      Point.decode(
          BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P), false);

  private Ed25519() {}

  /** Whether this is the key's signature over the message; false for anything malformed. */
  static boolean verify(byte[] key, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    if (key.length != BYTES || signature.length != 2 * BYTES) {
      return false;
    }
    byte[] r = Arrays.copyOf(signature, BYTES);
    BigInteger s = number(Arrays.copyOfRange(signature, BYTES, 2 * BYTES));
    Point a = point(key);
    Point commitment = point(r);
    if (a == null || commitment == null || s.compareTo(L) >= 0) {
      return false;
    }
    MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
    sha512.update(r);
    sha512.update(key);
    BigInteger k = number(sha512.digest(message)).mod(L);
    return BASE.times(s).isSame(commitment.plus(a.times(k)));
  }

  /** The point that these bytes spell; null if they spell none, or not canonically. */
  private static Point point(byte[] bytes) {
    byte[] rest = bytes.clone();
    boolean odd = (rest[BYTES - 1] & 0x80) != 0;
    rest[BYTES - 1] &= 0x7f;
    BigInteger y = number(rest);
    return y.compareTo(P) < 0 ? Point.decode(y, odd) : null;
  }

  private static BigInteger number(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  /** In extended coordinates: x = X/Z, y = Y/Z, xy = T/Z. */
  private static final class Point {
    private final BigInteger x;
    private final BigInteger y;
    private final BigInteger z;
    private final BigInteger t;

    private Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {
      this.x = x.mod(P);
      this.y = y.mod(P);
      this.z = z.mod(P);
      this.t = t.mod(P);
    }

    static Point of(BigInteger x, BigInteger y) {
      return new Point(x, y, BigInteger.ONE, x.multiply(y));
    }

    /** RFC 8032, 5.1.3; null where there is no such point. */
    static Point decode(BigInteger y, boolean odd) {
      BigInteger square = y.multiply(y).mod(P);
      BigInteger u = square.subtract(BigInteger.ONE);
      BigInteger v = D.multiply(square).add(BigInteger.ONE);
      BigInteger quotient = u.multiply(v.modInverse(P)).mod(P);
      BigInteger x = quotient.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
      if (!x.multiply(x).mod(P).equals(quotient)) {
        x = x.multiply(ROOT_OF_MINUS_ONE).mod(P);
      }
      if (!x.multiply(x).mod(P).equals(quotient) || (x.signum() == 0 && odd)) {
        return null;
      }
      return of(x.testBit(0) == odd ? x : P.subtract(x), y);
    }

    /** RFC 8032, 5.1.4; complete, so doubling is adding. */
    Point plus(Point other) {
      BigInteger a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
      BigInteger b = y.add(x).multiply(other.y.add(other.x)).mod(P);
      BigInteger c = t.shiftLeft(1).multiply(D).multiply(other.t).mod(P);
      BigInteger d = z.shiftLeft(1).multiply(other.z).mod(P);
      BigInteger e = b.subtract(a);
      BigInteger f = d.subtract(c);
      BigInteger g = d.add(c);
      BigInteger h = b.add(a);
      return new Point(e.multiply(f), g.multiply(h), f.multiply(g), e.multiply(h));
    }

    Point times(BigInteger factor) {
      Point product = ZERO;
      for (int i = factor.bitLength() - 1; i >= 0; i--) {
        product = product.plus(product);
        if (factor.testBit(i)) {
          product = product.plus(this);
        }
      }
      return product;
    }

    boolean isSame(Point other) {
      return x.multiply(other.z).mod(P).equals(other.x.multiply(z).mod(P))
          && y.multiply(other.z).mod(P).equals(other.y.multiply(z).mod(P));
    }
  }
}
