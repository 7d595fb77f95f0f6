package io.kassa.notification.control;

/**
 * What came back.
 *
 * @param status HTTP's; null if there was no answer
 * @param failure why there was none, as a stable word; null if there was one
 * @param text the beginning of the body; null without an answer
 */
public record WebhookAnswer(Integer status, String failure, String text) {
  static WebhookAnswer failed(String failure) {
    return new WebhookAnswer(null, failure, null);
  }

  /** Any 2xx; a redirect is a refusal like any other. */
  public boolean isTaken() {
    return status != null && status >= 200 && status < 300;
  }
}
