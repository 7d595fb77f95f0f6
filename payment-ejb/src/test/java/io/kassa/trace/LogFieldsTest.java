package io.kassa.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogFieldsTest {
  private static final UUID PAYMENT = UUID.fromString("01a21525-86ef-73c3-b1bd-9fef89311276");
  private static final Trace TRACE =
      new Trace("request-1", PAYMENT, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  private final LogFields fields = new LogFields("node-1");

  @Test
  void lineNamesWhatItBelongsTo() {
    LogRecord line = new LogRecord(Level.INFO, "said");
    TRACE.run(() -> fields.publish(line));

    assertThat(line.getParameters())
        .isEqualTo(
            new Object[] {
              Map.of(
                  "node", "node-1",
                  "requestId", "request-1",
                  "paymentId", PAYMENT.toString(),
                  "traceId", "4bf92f3577b34da6a3ce929d0e0e4736")
            });
  }

  @Test
  void lineOfNoRequestNamesTheNodeAlone() {
    LogRecord line = new LogRecord(Level.INFO, "said");
    fields.publish(line);

    assertThat(line.getParameters()).isEqualTo(new Object[] {Map.of("node", "node-1")});
  }

  @Test
  void placesOfTheMessageStayWhereTheyAre() {
    LogRecord line = new LogRecord(Level.INFO, "{0} and {1}");
    line.setParameters(new String[] {"one", "two"});
    fields.publish(line);

    assertThat(List.of(line.getParameters()).subList(0, 2)).isEqualTo(List.of("one", "two"));
  }

  @Test
  void braceThatIsNoPlaceBecomesNone() {
    LogRecord line = new LogRecord(Level.INFO, "a merchant wrote {0}");
    fields.publish(line);

    assertThat(line.getParameters()).isNull();
  }
}
