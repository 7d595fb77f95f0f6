package io.kassa.channel.wechatpay;

import io.kassa.channel.ChannelSettings;
import io.kassa.channel.http.ProviderReply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/**
 * Sends a test merchant's question through either client: a live merchant's own questions go to the
 * provider alone, where no test has anything to ask.
 */
@ApplicationScoped
public class ClientsUnderTest {
  @Inject private LiveClient live;
  @Inject private TestClient test;

  /** By the way of the live merchants. */
  public CompletionStage<ProviderReply> askAsLive(ChannelSettings settings) {
    return live.ask(question(settings));
  }

  /** By the way of the test merchants. */
  public CompletionStage<ProviderReply> askAsTest(ChannelSettings settings) {
    return test.ask(question(settings));
  }

  private static Call question(ChannelSettings settings) {
    return Call.get(AccountReader.read(settings), "/v3/x", Deadline.begin(), Clock.systemUTC());
  }
}
