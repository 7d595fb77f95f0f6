package io.kassa.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import io.kassa.instance.Turn;
import io.kassa.storage.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Logger;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where classes come from; the server's log holds the whole table. */
@Tag("payara")
@Order(Turn.IN_SERVER)
@ExtendWith(ArquillianExtension.class)
class LibrariesIT {
  private static final Logger LOG = Logger.getLogger(LibrariesIT.class.getName());

  @Deployment
  static EnterpriseArchive kassa() {
    return KassaArchive.withTests();
  }

  @Test
  void everyLibraryIsLoadedFromTheEar() throws IOException, ClassNotFoundException {
    Map<String, String> locations = new TreeMap<>();
    for (String line : libraries().lines().toList()) {
      String[] jarAndClass = line.split(" ", 2);
      locations.put(jarAndClass[0], location(jarAndClass[1]));
    }
    LOG.info(() -> table(locations));

    assertThat(locations)
        .isNotEmpty()
        .allSatisfy(
            (jar, location) -> assertThat(location).endsWith("/payment-in-container/lib/" + jar));
  }

  @Test
  @RunAsClient
  void theEarShipsNoClassOfJakarta() {
    assertThat(Libraries.classesBelow("jakarta", Instance.current().ear().toFile())).isEmpty();
  }

  /** The same search is shown to find them where they are. */
  @Test
  @RunAsClient
  void theEarShipsNoClassOfTheSandbox() {
    Instance instance = Instance.current();

    assertThat(Libraries.classesBelow("io/kassa/sandbox", instance.ear().toFile())).isEmpty();
    assertThat(Libraries.classesBelow("io/kassa/sandbox", instance.sandboxWar().toFile()))
        .isNotEmpty();
  }

  private static String libraries() throws IOException {
    try (InputStream list = LibrariesIT.class.getResourceAsStream("/" + Libraries.LIST)) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String location(String type) throws ClassNotFoundException {
    return Class.forName(type, false, Sql.class.getClassLoader())
        .getProtectionDomain()
        .getCodeSource()
        .getLocation()
        .getPath();
  }

  private static String table(Map<String, String> locations) {
    StringBuilder table = new StringBuilder("Where the EAR's libraries were loaded from:\n");
    locations.forEach((jar, location) -> table.append("%-75s %s%n".formatted(jar, location)));
    return table.toString();
  }
}
