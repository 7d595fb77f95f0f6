package io.kassa.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract as a page on which calls are tried. */
class DocsIT {
  @TempDir private static Path profile;

  @Test
  void callIsTriedFromThePageOfTheContract() throws Exception {
    Instance instance = Instance.current();
    try (Chromium chromium = Chromium.start(profile);
        Tab tab = chromium.tab().asDesktop("en").dark(false)) {
      tab.open(instance.base() + "/docs#/Merchants/listMerchants")
          .until("document.querySelectorAll('.opblock-tag-section').length > 5", "true");
      tab.script(
          "ui.preauthorizeBasic('operator', '%s', '%s') && null"
              .formatted(instance.operatorUser(), instance.operatorPassword()));

      tab.click("#operations-Merchants-listMerchants .execute")
          .until(
              "document.querySelector('.live-responses-table .response .response-col_status')?.textContent",
              "200");

      assertThat(tab.text()).contains("Server response", "\"items\"");
      tab.picture("docs-desktop-en-tried");
      assertThat(tab.requests()).allMatch(url -> own(instance, url));
      assertThat(tab.complaints())
          .as("refused by the page's policy, or thrown")
          .noneMatch(each -> each.contains("\"level\":\"error\"") || each.contains("exceptionId"));
    }
  }

  private static boolean own(Instance instance, String url) {
    return url.startsWith(instance.base().toString()) || url.startsWith("data:");
  }
}
