package io.kassa.container;

import io.kassa.instance.ArquillianServer;
import io.kassa.instance.Instance;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/**
 * The EAR as it was built, under another name and context root, with this package in its EJB
 * module. Its libraries, modules and descriptors are not touched.
 */
final class KassaArchive {
  private static final String APPLICATION_XML = "META-INF/application.xml";
  private static final String CONTEXT_ROOT = "<context-root>/payment</context-root>";

  private KassaArchive() {}

  static EnterpriseArchive withTests() {
    File built = Instance.current().ear().toFile();
    EnterpriseArchive ear =
        ShrinkWrap.create(ZipImporter.class, ArquillianServer.APPLICATION + ".ear")
            .importFrom(built)
            .as(EnterpriseArchive.class);
    ear.setApplicationXML(new StringAsset(application(text(ear.get(APPLICATION_XML).getAsset()))));
    ear.getAsType(JavaArchive.class, "payment-ejb.jar")
        .addPackage(KassaArchive.class.getPackage())
        .addAsResource(new StringAsset(Libraries.listed(built)), Libraries.LIST);
    ear.addAsLibrary(jarOf(Assertions.class));
    return ear;
  }

  private static String application(String built) {
    if (!built.contains(CONTEXT_ROOT)) {
      throw new IllegalStateException("no " + CONTEXT_ROOT + " in " + built);
    }
    return built.replace(
        CONTEXT_ROOT, CONTEXT_ROOT.replace("payment", ArquillianServer.APPLICATION));
  }

  private static String text(Asset asset) {
    try (Scanner scanner = new Scanner(asset.openStream(), StandardCharsets.UTF_8)) {
      return scanner.useDelimiter("\\A").next();
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
