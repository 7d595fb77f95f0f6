package io.kassa.channel.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kassa.channel.BillRequest;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.Scene;
import io.kassa.channel.wechatpay.Loopback.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is printed, logged or thrown, searched for what nobody may read there. */
class SecretsTest {
  private static final String TOKEN = "6XIv5TUPto7pByrTQKhd6kwvyKLG2uY2wMMR8cNXqaA";
  private static final String BILL = "GET /v3/bill/tradebill";

  private final Samples.Hand clock = new Samples.Hand();
  private final Loopback platform = new Loopback(clock);
  private final WeChatPayChannel channel = new WeChatPayChannel(new LoopbackExchange(), clock);
  private final ChannelSettings settings = Samples.settings(platform);
  private final Log log = new Log();
  private final Logger logger = Logger.getLogger(WeChatPayChannel.class.getPackageName());

  @BeforeEach
  void listen() {
    logger.addHandler(log);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(log);
    platform.close();
  }

  @Test
  void nothingThatHoldsSecretsPrintsThem() {
    Account account = AccountReader.read(settings);
    Call call = Call.get(account, "/v3/x", Deadline.begin(), clock);

    List<Object> holders =
        List.of(
            settings,
            account,
            account.aead(),
            account.platformKeys(),
            call,
            Samples.order(Scene.JSAPI));
    assertThat(holders).extracting(String::valueOf).allSatisfy(SecretsTest::isClean);
  }

  @Test
  void refusalOfSettingsTellsNoneOfThem() {
    for (String name : List.of("apiV3Key", "merchantPrivateKey", "platformPublicKey")) {
      String wrong = settings.value(name) + "x";
      ChannelSettings changed =
          Samples.settings(false, Samples.with(Samples.values(), name, wrong));

      isClean(printed(catchThrowable(() -> channel.check(changed))));
    }
  }

  @Test
  void billsAddressIsInNoFailure() {
    platform.answer(
        BILL,
        Reply.of(
            200,
            "{\"hash_type\":\"SHA1\",\"hash_value\":\"00\",\"download_url\":\"%s\"}"
                .formatted(platform.base() + "/v3/billdownload/file?token=" + TOKEN)));
    platform.answer("GET /v3/billdownload/file", Reply.of(403, "{}"));

    Throwable failure =
        catchThrowable(
            () ->
                channel
                    .bill(settings, new BillRequest(LocalDate.of(2026, 5, 31)), row -> {})
                    .toCompletableFuture()
                    .join());

    assertThat(platform.lines()).anyMatch(line -> line.contains(TOKEN));
    assertThat(failure).isNotNull();
    isClean(printed(failure));
  }

  @Test
  void downloadThatFailedIsLoggedByItsReasonAlone() {
    ChannelSettings certificates =
        Samples.settings(
            true,
            Samples.with(
                Samples.certificateSettings(platform).values(),
                "apiV3Key",
                "ZZZZ456789abcdefghijklmnopqrstuv"));
    platform.answer(
        "GET /v3/certificates",
        Reply.of(
            200,
            TestPlatform.certificates(
                List.of(TestPlatform.FIRST_SERIAL),
                Samples.NOW.minusSeconds(1),
                Samples.NOW.plusSeconds(60))));

    channel.query(certificates, Samples.order(Scene.NATIVE)).toCompletableFuture().join();

    assertThat(log.lines)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line)
                  .endsWith(certificates.id() + " were not fetched: certificate-not-decryptable");
              assertThat(line).doesNotContain("ZZZZ456789");
              isClean(line);
            });
  }

  private static void isClean(String text) {
    String key = TestCertificates.pem(TestPlatform.MERCHANT.getPrivate());
    assertThat(text)
        .doesNotContain(TestPlatform.API_V3_KEY)
        .doesNotContain(key.substring(key.length() / 2, key.length() / 2 + 32))
        .doesNotContain(TOKEN)
        .doesNotContain("Authorization")
        .doesNotContain("oUpF8");
  }

  private static String printed(Throwable failure) {
    StringWriter writer = new StringWriter();
    failure.printStackTrace(new PrintWriter(writer, true));
    return writer.toString();
  }

  private static final class Log extends Handler {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord event) {
      lines.add(new SimpleFormatter().formatMessage(event));
    }

    @Override
    public void flush() {
      // nothing is held back
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
