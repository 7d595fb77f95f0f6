package io.kassa.container;

import io.kassa.channel.wechatpay.ClientsUnderTest;
import io.kassa.instance.ArquillianServer;
import io.kassa.instance.Instance;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/**
 * The EAR as it was built, under another name and context root, with this package in its EJB
 * module.
 */
final class KassaArchive {
  private static final String APPLICATION_XML = "META-INF/application.xml";
  private static final String EJB_XML = "META-INF/glassfish-ejb-jar.xml";
  private static final String BEANS_END = "</enterprise-beans>";
  private static final String CONTEXT_ROOT = "<context-root>/payment</context-root>";

  private KassaArchive() {}

  static EnterpriseArchive withTests() {
    File built = Instance.current().ear().toFile();
    EnterpriseArchive ear =
        ShrinkWrap.create(ZipImporter.class, ArquillianServer.APPLICATION + ".ear")
            .importFrom(built)
            .as(EnterpriseArchive.class);
    replace(
        ear,
        APPLICATION_XML,
        CONTEXT_ROOT,
        CONTEXT_ROOT.replace("payment", ArquillianServer.APPLICATION));
    JavaArchive ejbs = ear.getAsType(JavaArchive.class, "payment-ejb.jar");
    ejbs.addPackage(KassaArchive.class.getPackage())
        .addClass(ClientsUnderTest.class)
        .addAsResource(new StringAsset(Libraries.listed(built)), Libraries.LIST);
    replace(ejbs, EJB_XML, BEANS_END, principals() + BEANS_END);
    ear.addAsLibraries(jarOf(Assertions.class), jarOf(Awaitility.class), jarOf(hamcrest()));
    return ear;
  }

  /** The server's users that stand behind {@code @RunAs}. */
  private static String principals() {
    return principal(Operating.class, Instance.current().operatorUser())
        + principal(Auditing.class, Instance.current().auditorUser());
  }

  private static String principal(Class<?> bean, String user) {
    return "<ejb><ejb-name>%s</ejb-name><principal><name>%s</name></principal></ejb>"
        .formatted(bean.getSimpleName(), user);
  }

  private static void replace(Archive<?> archive, String file, String what, String by) {
    String before = text(archive.get(file).getAsset());
    if (!before.contains(what)) {
      throw new IllegalStateException("no " + what + " in " + file);
    }
    archive.delete(file);
    archive.add(new StringAsset(before.replace(what, by)), file);
  }

  private static String text(Asset asset) {
    try (Scanner scanner = new Scanner(asset.openStream(), StandardCharsets.UTF_8)) {
      return scanner.useDelimiter("\\A").next();
    }
  }

  /** Awaitility's own need, which no test names. */
  private static Class<?> hamcrest() {
    try {
      return Class.forName("org.hamcrest.Matcher");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static File jarOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type + " is in no file", e);
    }
  }
}
