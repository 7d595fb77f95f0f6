package io.kassa.system;

import io.kassa.instance.Instance;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * The mail server that the instance was set up with. It takes letters of whoever logs in with the
 * instance's password, and answers as it is told.
 */
final class Postbox implements AutoCloseable {
  private static final int HELD_SECONDS = 20;

  private record Received(String address, String wire) {}

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> repliesToAddresses = new ConcurrentHashMap<>();
  private final Map<String, Integer> repliesToLetters = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private SMTPServer server;

  private Postbox() {}

  /** A mail server that is up. */
  static Postbox open() {
    Postbox postbox = new Postbox();
    postbox.start();
    return postbox;
  }

  void start() {
    server =
        SMTPServer.port(Instance.current().mailPort())
            .bindAddress(InetAddress.getLoopbackAddress())
            .requireAuth()
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory((user, password, from) -> in(user, password)))
            .messageHandlerFactory(from -> new Taking())
            .build();
    server.start();
  }

  @Override
  public void close() {
    server.stop();
  }

  /** From now on this address is answered so; 250 takes it again. */
  void answerAddress(String address, int code) {
    repliesToAddresses.put(address, code);
  }

  /** From now on letters to this address are answered so once they were read. */
  void answerLetter(String address, int code) {
    repliesToLetters.put(address, code);
  }

  /** Letters to this address are read, and not answered before the latch is open. */
  CountDownLatch hold(String address) {
    CountDownLatch latch = new CountDownLatch(1);
    held.put(address, latch);
    return latch;
  }

  /** How often somebody wanted to write to this address. */
  long tries(String address) {
    synchronized (asked) {
      return asked.stream().filter(address::equals).count();
    }
  }

  /** What was taken for this address, in the order of arrival. */
  List<MimeMessage> letters(String address) {
    return received.stream()
        .filter(one -> one.address().equals(address))
        .map(one -> parsed(one.wire()))
        .toList();
  }

  private static MimeMessage parsed(String wire) {
    try {
      return new MimeMessage(
          Session.getInstance(new Properties()),
          new ByteArrayInputStream(wire.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (MessagingException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void in(String user, String password) throws LoginFailedException {
    try {
      Instance instance = Instance.current();
      if (!user.equals(instance.mailUser()) || !password.equals(instance.mailPassword())) {
        throw new LoginFailedException();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void answer(Integer code, String address) throws RejectException {
    if (code != null && code != 250) {
      throw new RejectException(code, "<" + address + "> is not served");
    }
  }

  /** One letter being taken. */
  private final class Taking implements MessageHandler {
    private String address;

    @Override
    public void from(String sender) {
      // whoever logged in may write
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      address = recipient;
      asked.add(recipient);
      answer(repliesToAddresses.get(recipient), recipient);
    }

    @Override
    public String data(InputStream letter) throws RejectException, IOException {
      String wire = new String(letter.readAllBytes(), StandardCharsets.ISO_8859_1);
      CountDownLatch latch = held.get(address);
      try {
        if (latch != null && !latch.await(HELD_SECONDS, TimeUnit.SECONDS)) {
          throw new RejectException(451, "held for too long");
        }
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
      answer(repliesToLetters.get(address), address);
      received.add(new Received(address, wire));
      return null;
    }

    @Override
    public void done() {
      // nothing is left open
    }
  }
}
