package io.kassa.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.kassa.channel.ChannelDirectory;
import io.kassa.channel.ChannelName;
import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.Scene;
import io.kassa.channel.wechatpay.ClientsUnderTest;
import io.kassa.channel.wechatpay.WeChatPayChannel;
import io.kassa.instance.Turn;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the annotations on the channel's client do in this server, seen from the provider's end. */
@Tag("payara")
@Order(Turn.IN_SERVER)
@ExtendWith(ArquillianExtension.class)
class WeChatPayIT {
  private static final int CALLS_AND_WAITING = 128;
  private static final int MORE = 12;
  private static final int VOLUME = 20;
  private static final Unknown UNAVAILABLE = new Unknown("channel-unavailable");

  @Inject private WeChatPayChannel channel;
  @Inject private ChannelDirectory directory;
  @Inject private ClientsUnderTest clients;

  private DullServer provider;
  private ChannelSettings settings;

  @Deployment
  static EnterpriseArchive kassa() {
    return KassaArchive.withTests();
  }

  @BeforeEach
  void openAndLetTheCircuitsClose() {
    provider = new DullServer();
    settings = settings();
    provider.answers(404);
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .during(Duration.ofSeconds(1))
        .until(() -> isReached(query()) && isReached(start()));
    provider.forget();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void channelIsFoundByItsName() {
    assertThat(directory.find(ChannelName.WECHAT_PAY)).isPresent();
  }

  @Test
  void questionIsAskedAgainAndAnOrderIsSentOnce() {
    provider.answers(503);

    assertThat(query()).isEqualTo(new Unknown("http-503"));
    assertThat(provider.requests()).isEqualTo(3);

    provider.forget();
    assertThat(start()).isEqualTo(new Unknown("http-503"));
    assertThat(provider.requests()).isEqualTo(1);
  }

  @Test
  void circuitOpensAfterFailuresAndClosesAgain() {
    provider.answers(503);
    for (int i = 0; i < VOLUME; i++) {
      start();
    }
    provider.forget();

    assertThat(start()).isEqualTo(UNAVAILABLE);
    assertThat(provider.requests()).isZero();

    provider.answers(404);
    await().atMost(Duration.ofSeconds(20)).until(() -> isReached(start()));
  }

  /** A test merchant's address may be down all day. */
  @Test
  void circuitOfTestMerchantsIsNotThatOfLiveOnes() {
    provider.answers(503);
    for (int i = 0; i < VOLUME; i++) {
      query();
    }
    assertThat(query()).isEqualTo(UNAVAILABLE);
    provider.forget();

    assertThat(catchThrowable(() -> clients.askAsTest(settings).toCompletableFuture().join()))
        .hasStackTraceContaining("CircuitBreakerOpenException");
    assertThat(provider.requests()).isZero();

    provider.answers(404);
    assertThat(clients.askAsLive(settings).toCompletableFuture().join().statusCode())
        .isEqualTo(404);
    assertThat(provider.requests()).isEqualTo(1);
  }

  @Test
  void fullBulkheadSendsNothingMoreAndEveryCallEndsInTime() {
    provider.keepsSilent();
    Instant begun = Instant.now();
    List<CompletableFuture<ChannelOutcome>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS_AND_WAITING + MORE; i++) {
      calls.add(channel.start(settings, order()).toCompletableFuture());
    }
    List<ChannelOutcome> outcomes = calls.stream().map(CompletableFuture::join).toList();

    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(15));
    assertThat(outcomes).filteredOn(new Unknown("channel-busy")::equals).hasSize(MORE);
    // those that waited for their turn were not sent when it came too late
    assertThat(provider.requests()).isEqualTo(CALLS_AND_WAITING / 2);
    assertThat(outcomes)
        .filteredOn(new Unknown("no-answer-in-time")::equals)
        .hasSize(CALLS_AND_WAITING);
  }

  /** What came was unsigned, so it is not believed; but it came. */
  private static boolean isReached(ChannelOutcome outcome) {
    return outcome.equals(new Unknown("unsigned"));
  }

  private ChannelOutcome query() {
    return channel.query(settings, order()).toCompletableFuture().join();
  }

  private ChannelOutcome start() {
    return channel.start(settings, order()).toCompletableFuture().join();
  }

  private static ChannelOrder order() {
    return new ChannelOrder(
        UUID.randomUUID(),
        100,
        "CNY",
        "x",
        Scene.NATIVE,
        null,
        null,
        Instant.now(),
        Instant.now().plusSeconds(600),
        null);
  }

  private ChannelSettings settings() {
    KeyPair merchant = keyPair();
    KeyPair platform = keyPair();
    return new ChannelSettings(
        UUID.randomUUID(),
        1,
        true,
        Map.of(
            "mchid",
            "1900007291",
            "appId",
            "wxd678efh567hg6787",
            "apiV3Key",
            "0123456789abcdefghijklmnopqrstuv",
            "merchantSerial",
            "5157F09EFDC096DE15EBE81A47057A7200000001",
            "merchantPrivateKey",
            pem("PRIVATE KEY", merchant.getPrivate()),
            "platformPublicKeyId",
            "PUB_KEY_ID_01",
            "platformPublicKey",
            pem("PUBLIC KEY", platform.getPublic()),
            "baseUrl",
            provider.base().toString()),
        URI.create("https://pay.example.com/notices"));
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String label, Key key) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(key.getEncoded()), label);
  }
}
