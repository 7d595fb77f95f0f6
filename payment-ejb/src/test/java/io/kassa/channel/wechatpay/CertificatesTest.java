package io.kassa.channel.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Absent;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.NoticeReading;
import io.kassa.channel.NoticeReading.OfPayment;
import io.kassa.channel.NoticeReading.Refused;
import io.kassa.channel.Scene;
import io.kassa.channel.http.ProviderReply;
import io.kassa.channel.wechatpay.Loopback.Reply;
import io.kassa.channel.wechatpay.TestPlatform.Seal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CertificatesTest {
  private static final String DOWNLOAD = "GET /v3/certificates";
  private static final String QUERY = "GET /v3/pay/transactions/out-trade-no/" + Samples.NUMBER;
  private static final Reply NO_ORDER = Reply.of(404, "{\"code\":\"ORDER_NOT_EXIST\"}");

  private final Samples.Hand clock = new Samples.Hand();
  private final Loopback platform = new Loopback(clock);
  private final WeChatPayChannel channel = new WeChatPayChannel(new LoopbackExchange(), clock);
  private final ChannelSettings settings = Samples.certificateSettings(platform);

  @BeforeEach
  void publishFirst() {
    publish(Seal.first(), TestPlatform.FIRST_SERIAL);
    platform.answer(QUERY, NO_ORDER.sealed(Seal.first()));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void certificatesAreThereBeforeTheFirstAnswerIsVerified() {
    assertThat(query()).isEqualTo(new Absent());
    assertThat(query()).isEqualTo(new Absent());
    assertThat(downloads()).isEqualTo(1);
  }

  @Test
  void requestNamesTheNewestCertificate() {
    query();

    assertThat(platform.requests().get(1).headers().get("Wechatpay-serial"))
        .containsExactly(TestPlatform.FIRST_SERIAL);
  }

  @Test
  void bothCertificatesAreGoodDuringAChangeAndTheOldOneIsNotAfterwards() {
    assertThat(query()).isEqualTo(new Absent());
    clock.forward(Duration.ofMinutes(1));
    publish(Seal.first(), TestPlatform.FIRST_SERIAL, TestPlatform.SECOND_SERIAL);

    platform.answer(QUERY, NO_ORDER.sealed(Seal.second()));
    assertThat(query()).isEqualTo(new Absent());
    platform.answer(QUERY, NO_ORDER.sealed(Seal.first()));
    assertThat(query()).isEqualTo(new Absent());

    publish(Seal.second(), TestPlatform.SECOND_SERIAL);
    clock.forward(PlatformKeys.FRESH.plusSeconds(1));
    query();
    soon().until(() -> downloads() == 3);
    soon().until(() -> query().equals(new Unknown("serial-unknown")));
  }

  @Test
  void unknownSerialIsAskedForOnceAMinuteAtMost() {
    assertThat(query()).isEqualTo(new Absent());
    platform.answer(QUERY, NO_ORDER.sealed(Seal.second()));

    clock.forward(PlatformKeys.BETWEEN_DOWNLOADS.minusMillis(1));
    assertThat(query()).isEqualTo(new Unknown("serial-unknown"));
    assertThat(downloads()).isEqualTo(1);

    clock.forward(Duration.ofMillis(1));
    assertThat(query()).isEqualTo(new Unknown("serial-unknown"));
    assertThat(query()).isEqualTo(new Unknown("serial-unknown"));
    assertThat(downloads()).isEqualTo(2);
  }

  @Test
  void certificatesAreFetchedAnewAfterAnHour() {
    query();
    clock.forward(PlatformKeys.FRESH);
    query();
    assertThat(downloads()).isEqualTo(1);

    clock.forward(Duration.ofMillis(1));
    query();
    soon().until(() -> downloads() == 2);
  }

  @Test
  void noticeWithAnUnknownSerialIsRefusedAtOnceAndBelievedWhenItComesAgain() {
    assertThat(notice(Seal.first())).isEqualTo(new Refused("serial-unknown"));

    soon().until(() -> notice(Seal.first()) instanceof OfPayment);
    assertThat(downloads()).isEqualTo(1);
  }

  @Test
  void floodOfUnknownSerialsCausesOneDownload() {
    notice(Seal.first());
    soon().until(() -> notice(Seal.first()) instanceof OfPayment);
    Map<String, String> headers = TestPlatform.headers(Seal.first(), clock.instant(), new byte[0]);
    for (int i = 0; i < 200; i++) {
      headers.put("Wechatpay-Serial", "FFFF" + i);
      assertThat(channel.read(settings, TestPlatform.request(headers, new byte[0])))
          .isEqualTo(new Refused("serial-unknown"));
    }
    assertThat(downloads()).isEqualTo(1);
  }

  @Test
  void noticeNeverWaitsForTheNetwork() {
    CompletableFuture<ProviderReply> never = new CompletableFuture<>();
    AtomicInteger asked = new AtomicInteger();
    WeChatPayChannel waiting = new WeChatPayChannel(new Silent(never, asked), clock);

    NoticeReading reading =
        waiting.read(
            settings,
            TestPlatform.notice(
                Seal.first(),
                clock.instant(),
                TestPlatform.envelope("TRANSACTION.SUCCESS", Samples.transaction("SUCCESS"))));

    assertThat(reading).isEqualTo(new Refused("serial-unknown"));
    assertThat(asked).hasValue(1);
    assertThat(never).isNotDone();
  }

  @Test
  void publicKeyAndCertificatesAreBothGoodDuringAChangeOfTheMode() {
    ChannelSettings both = Samples.settings(platform);
    platform.answer(QUERY, NO_ORDER);
    assertThat(query(both)).isEqualTo(new Absent());
    assertThat(downloads()).isZero();

    platform.answer(QUERY, NO_ORDER.sealed(Seal.first()));
    assertThat(query(both)).isEqualTo(new Absent());
    assertThat(downloads()).isEqualTo(1);

    platform.answer(QUERY, NO_ORDER);
    assertThat(query(both)).isEqualTo(new Absent());
  }

  @Test
  void publicKeyThatIsNotOursIsNotLookedForAmongCertificates() {
    platform.answer(
        QUERY, NO_ORDER.sealed(new Seal("PUB_KEY_ID_0999", TestPlatform.PUBLIC_KEY.getPrivate())));

    assertThat(query(Samples.settings(platform))).isEqualTo(new Unknown("serial-unknown"));
    assertThat(downloads()).isZero();
  }

  @Test
  void certificatesThatNobodyWhoIsKnownSignedAreNotTaken() {
    publish(
        new Seal(TestPlatform.FIRST_SERIAL, TestPlatform.SECOND.getPrivate()),
        TestPlatform.FIRST_SERIAL);
    assertThat(query()).isEqualTo(new Unknown("platform-keys-missing"));

    clock.forward(PlatformKeys.BETWEEN_DOWNLOADS);
    publish(null, TestPlatform.FIRST_SERIAL);
    assertThat(query()).isEqualTo(new Unknown("platform-keys-missing"));

    clock.forward(PlatformKeys.BETWEEN_DOWNLOADS);
    publish(Seal.second(), TestPlatform.FIRST_SERIAL);
    assertThat(query()).isEqualTo(new Unknown("platform-keys-missing"));
    assertThat(platform.lines()).allMatch(line -> line.startsWith(DOWNLOAD)).hasSize(3);
  }

  @Test
  void certificatesThatWereSealedWithAnotherKeyAreNotTaken() {
    ChannelSettings other =
        Samples.settings(
            true, Samples.with(settings.values(), "apiV3Key", "ZZZZ456789abcdefghijklmnopqrstuv"));

    assertThat(query(other)).isEqualTo(new Unknown("platform-keys-missing"));
  }

  @Test
  void certificateThatIsOverIsNotTaken() {
    platform.answer(
        DOWNLOAD,
        Reply.of(
                200,
                TestPlatform.certificates(
                    List.of(TestPlatform.FIRST_SERIAL),
                    Samples.NOW.minus(Duration.ofDays(2)),
                    Samples.NOW.minus(Duration.ofDays(1))))
            .sealed(Seal.first()));

    assertThat(query()).isEqualTo(new Unknown("platform-keys-missing"));
  }

  @Test
  void failedDownloadLeavesTheKeysOfBefore() {
    assertThat(query()).isEqualTo(new Absent());
    platform.answer(DOWNLOAD, Reply.of(500, "{}"));
    clock.forward(PlatformKeys.FRESH.plusSeconds(1));

    assertThat(query()).isEqualTo(new Absent());
    soon().until(() -> downloads() == 2);
    assertThat(query()).isEqualTo(new Absent());
  }

  private static ConditionFactory soon() {
    return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
  }

  /** Asks and is never answered. */
  private record Silent(CompletableFuture<ProviderReply> never, AtomicInteger asked)
      implements Exchange {
    @Override
    public CompletionStage<ProviderReply> ask(Call call) {
      asked.incrementAndGet();
      return never;
    }

    @Override
    public CompletionStage<ProviderReply> send(Call call) {
      throw new IllegalStateException("nothing is sent here");
    }

    @Override
    public CompletionStage<Void> download(Call call, Reading reading) {
      throw new IllegalStateException("nothing is downloaded here");
    }
  }

  private void publish(Seal seal, String... serials) {
    platform.answer(
        DOWNLOAD,
        Reply.of(
                200,
                TestPlatform.certificates(
                    List.of(serials),
                    Samples.NOW.minus(Duration.ofDays(1)),
                    Samples.NOW.plus(Duration.ofDays(365))))
            .sealed(seal));
  }

  private long downloads() {
    return platform.lines().stream().filter(line -> line.startsWith(DOWNLOAD)).count();
  }

  private NoticeReading notice(Seal seal) {
    return channel.read(
        settings,
        TestPlatform.notice(
            seal,
            clock.instant(),
            TestPlatform.envelope("TRANSACTION.SUCCESS", Samples.transaction("SUCCESS"))));
  }

  private ChannelOutcome query() {
    return query(settings);
  }

  private ChannelOutcome query(ChannelSettings configuration) {
    return channel.query(configuration, Samples.order(Scene.NATIVE)).toCompletableFuture().join();
  }
}
