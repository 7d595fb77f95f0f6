package io.kassa.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Payara's admin console shows of a domain that the set-up script made, as pictures below
 * {@code target/screenshots} (those in docs/console are chosen of them). It is run alone, by {@code
 * mvn verify -Dkassa.groups=console -Dkassa.groups.excluded=none}: the console takes long for its
 * first page, and its pages are the server's, not ours.
 */
@Tag("payara")
@Tag("console")
class AdminConsoleIT {
  /**
   * A page of the console.
   *
   * @param shows what stands there if all is as it should be
   */
  private record Page(String picture, String path, List<String> shows) {}

  private static final List<Page> PAGES =
      List.of(
          new Page("applications", "/common/applications/applications.jsf", List.of("payment")),
          new Page(
              "jdbc-pools",
              "/jdbc/jdbcConnectionPools.jsf",
              List.of(
                  "kassaPool", "Kassa at run time", "kassaOwnerPool", "migrations and partitions")),
          new Page(
              "jdbc-resources",
              "/jdbc/jdbcResources.jsf",
              List.of("jdbc/kassa", "jdbc/kassaOwner")),
          new Page(
              "jms-destinations",
              "/jms/jmsDestinations.jsf",
              List.of(
                  "jms/kassaInvoices",
                  "jms/kassaWebhooks",
                  "jms/kassaMails",
                  "jms/kassaDeadLetters",
                  "Kassa: invoices to be made")),
          new Page(
              "executors",
              "/concurrent/managedExecutorServices.jsf",
              List.of("concurrent/kassaChannel", "concurrent/kassaWebhook", "calls of channels")),
          new Page(
              "scheduled-executors",
              "/concurrent/managedScheduledExecutorServices.jsf",
              List.of("concurrent/kassaScheduler")),
          new Page("mail", "/full/mailResources.jsf", List.of("mail/kassa")),
          new Page(
              "users",
              "/common/security/realms/manageUsers.jsf?name=file&configName=server-config",
              List.of("operator", "payment-operator", "auditor", "payment-auditor")));

  @TempDir private static Path profile;

  @Test
  void consoleShowsWhatKassaNeeds() throws IOException, InterruptedException {
    Instance instance = Instance.current();
    try (Chromium chromium = Chromium.start(profile);
        Tab tab = chromium.tab().asConsole()) {
      signIn(tab, instance);
      for (Page page : PAGES) {
        tab.open(instance.adminConsole() + page.path())
            .until("document.readyState === 'complete' && !!document.body.innerText", "true");
        tab.picture("console-" + page.picture());
        assertThat(tab.text())
            .as(page.path())
            .contains(page.shows())
            .doesNotContain("An error has occurred");
      }
    }
  }

  private static void signIn(Tab tab, Instance instance) throws IOException {
    tab.open(instance.adminConsole()).until("!!document.getElementById('Login.password')", "true");
    tab.script(
        """
        document.getElementById('Login.username').value = 'admin';
        document.getElementById('Login.password').value = '%s';
        document.getElementById('loginButton').click();
        """
            .formatted(instance.passwords().get("admin")));
    tab.until("document.title.includes('Common Tasks')", "true");
  }
}
