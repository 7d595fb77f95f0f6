package io.kassa.payment.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.channel.ChannelName;
import io.kassa.payment.entity.OrderFacts;
import io.kassa.payment.entity.Payment;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfirmationTextTest {
  private static final UUID PAYMENT_ID = UUID.fromString("019ab0c1-7000-7abc-8def-0123456789ab");
  private static final String NUMBER = "01KAP6000000000000000000AB";
  private static final Instant CONFIRMED_AT = Instant.parse("2026-11-23T10:15:30.123456Z");

  @Test
  void smallestIdIsAllZeros() {
    assertThat(ConfirmationText.number(new UUID(0, 0))).isEqualTo("0".repeat(26));
  }

  @Test
  void largestIdStartsWithSevenSinceTwoOfTheBitsAreSpare() {
    assertThat(ConfirmationText.number(new UUID(-1, -1))).isEqualTo("7" + "Z".repeat(25));
  }

  @Test
  void lastBitsAreTheLastDigit() {
    assertThat(
            Stream.of(1, 31, 32, 33)
                .map(low -> ConfirmationText.number(new UUID(0, low)).substring(24)))
        .containsExactly("01", "0Z", "10", "11");
  }

  @Test
  void numberHasTwentySixCharactersThatNobodyMisreads() {
    assertThat(randomIds(1_000).map(ConfirmationText::number))
        .allMatch(number -> number.matches("[0-7][0-9A-HJKMNP-TV-Z]{25}"));
  }

  @Test
  void numbersSortLikeTheirIds() {
    List<UUID> byText =
        randomIds(1_000).sorted(Comparator.comparing(ConfirmationText::number)).toList();

    // the hexadecimal text sorts by the bits without a sign, UUID.compareTo does not
    assertThat(byText).isSortedAccordingTo(Comparator.comparing(UUID::toString));
  }

  @Test
  void idCanBeReadBackFromItsNumber() {
    assertThat(randomIds(1_000))
        .allSatisfy(
            id ->
                assertThat(valueOf(ConfirmationText.number(id)))
                    .isEqualTo(new BigInteger(id.toString().replace("-", ""), 16)));
  }

  @Test
  void everyFieldButTheInvoiceIsSigned() {
    JsonObject signed = payload(payment(false));

    assertThat(signed)
        .isEqualTo(
            Json.createObjectBuilder()
                .add("paymentId", PAYMENT_ID.toString())
                .add("orderId", "order \"1\" 茶")
                .add("confirmationNumber", NUMBER)
                .add("status", "SUCCEEDED")
                .add("amount", 1_999L)
                .add("currency", "CNY")
                .add("channel", "BALANCE")
                .add("confirmedAt", "2026-11-23T10:15:30.123456Z")
                .add("test", false)
                .build());
  }

  @Test
  void testPaymentSaysSoUnderItsSignature() {
    assertThat(payload(payment(true)).getBoolean("test")).isTrue();
  }

  @Test
  void providersNumberIsUnderTheSignature() {
    assertThat(payload(payment(true), "4200001").getString("channelTransactionId"))
        .isEqualTo("4200001");
    assertThat(payload(payment(true))).doesNotContainKey("channelTransactionId");
  }

  private static JsonObject payload(Payment payment) {
    return payload(payment, null);
  }

  private static JsonObject payload(Payment payment, String transactionId) {
    byte[] bytes =
        ConfirmationText.payload(
            OrderFacts.of(payment), NUMBER, ChannelName.BALANCE, transactionId, CONFIRMED_AT);
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
      return reader.readObject();
    }
  }

  /** A payment as the database would give it; there is no other way to make one. */
  private static Payment payment(boolean test) {
    return new Payment() {
      @Override
      public UUID id() {
        return PAYMENT_ID;
      }

      @Override
      public String orderId() {
        return "order \"1\" 茶";
      }

      @Override
      public long amountMinor() {
        return 1_999;
      }

      @Override
      public String currency() {
        return "CNY";
      }

      @Override
      public boolean test() {
        return test;
      }
    };
  }

  private static BigInteger valueOf(String number) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < number.length(); i++) {
      int digit = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(number.charAt(i));
      value = value.shiftLeft(5).add(BigInteger.valueOf(digit));
    }
    return value;
  }

  private static Stream<UUID> randomIds(int count) {
    Random random = new Random(20_261_123);
    return Stream.generate(() -> new UUID(random.nextLong(), random.nextLong())).limit(count);
  }
}
