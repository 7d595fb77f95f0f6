package io.kassa.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class RemarksTest {
  private final List<String> said = new ArrayList<>();
  private final Remarks remarks = new Remarks(logger());

  @Test
  void sameMessageIsLoggedOnce() {
    remarks.make("keystore", Level.SEVERE, "unreadable");
    remarks.make("keystore", Level.SEVERE, "unreadable");
    remarks.make("active", Level.SEVERE, "unreadable");

    assertThat(said).containsExactly("unreadable", "unreadable");
  }

  @Test
  void anotherMessageAndOneAfterPeaceAreLogged() {
    remarks.make("keystore", Level.SEVERE, "unreadable");
    remarks.make("keystore", Level.SEVERE, "missing");
    remarks.settle("keystore");
    remarks.make("keystore", Level.SEVERE, "missing");

    assertThat(said).containsExactly("unreadable", "missing", "missing");
  }

  private Logger logger() {
    Logger logger = Logger.getAnonymousLogger();
    logger.setUseParentHandlers(false);
    logger.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            said.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
    return logger;
  }
}
