package io.kassa;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A reference that a server's descriptor leaves out gets a default of the server's, silently. */
class ServerBindingsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.kassa");

  @ParameterizedTest
  @ValueSource(strings = {"glassfish-ejb-jar.xml", "jboss-ejb3.xml"})
  void everyReferenceOfABeanIsBound(String descriptor) throws Exception {
    Set<String> asked = new TreeSet<>();
    CLASSES.stream()
        .flatMap(bean -> bean.getFields().stream())
        .filter(field -> field.isAnnotatedWith(Resource.class))
        .filter(field -> !nameOf(field).isEmpty())
        .forEach(field -> asked.add(field.getOwner().getSimpleName() + " " + nameOf(field)));
    Document document = read(descriptor);

    assertThat(asked).hasSizeGreaterThan(10);
    assertThat(bound(document)).isEqualTo(asked);
  }

  @Test
  void wildFlyFindsEachResourceUnderItsOwnName() throws Exception {
    Document document = read("jboss-ejb3.xml");
    Set<String> names =
        bound(document).stream()
            .map(pair -> "java:/" + pair.substring(pair.indexOf(' ') + 1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(texts(document.getDocumentElement(), "lookup-name")).isEqualTo(names);
  }

  @Test
  void everyListenerHasAQueueOnWildFly() throws Exception {
    Document document = read("jboss-ejb3.xml");
    Set<String> bound = new TreeSet<>();
    for (Element listener : elements(document.getDocumentElement(), "message-driven")) {
      assertThat(texts(listener, "activation-config-property-name")).contains("destinationLookup");
      bound.addAll(texts(listener, "ejb-name"));
    }

    assertThat(bound).isEqualTo(listeners());
  }

  /** The WAR of Payara Micro is made in payment-ear; the adapter of its broker asks for a queue. */
  @Test
  void everyListenerHasAQueueOnPayaraMicro() throws Exception {
    Document document =
        parse(Files.newInputStream(Path.of("../payment-ear/src/main/micro/WEB-INF/ejb-jar.xml")));
    Set<String> bound = new TreeSet<>();
    for (Element listener : elements(document.getDocumentElement(), "message-driven")) {
      assertThat(texts(listener, "activation-config-property-name")).contains("destination");
      bound.addAll(texts(listener, "ejb-name"));
    }

    assertThat(bound).isEqualTo(listeners());
  }

  private static Set<String> listeners() {
    return CLASSES.stream()
        .filter(bean -> bean.isAnnotatedWith(MessageDriven.class))
        .map(bean -> bean.getSimpleName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String nameOf(JavaField field) {
    return field.getAnnotationOfType(Resource.class).name();
  }

  /** Each bean and each name in it, however the descriptor calls the kind of reference. */
  private static Set<String> bound(Document document) {
    Set<String> bound = new TreeSet<>();
    for (Element name : elements(document.getDocumentElement(), "ejb-name")) {
      Element bean = (Element) name.getParentNode();
      for (String kind :
          Set.of("res-ref-name", "resource-env-ref-name", "message-destination-ref-name")) {
        texts(bean, kind).forEach(ref -> bound.add(name.getTextContent() + " " + ref));
      }
    }
    return bound;
  }

  private static Set<String> texts(Element parent, String tag) {
    return elements(parent, tag).stream()
        .map(Element::getTextContent)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Element> elements(Element parent, String tag) {
    NodeList found = parent.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static Document read(String descriptor)
      throws IOException, ParserConfigurationException, SAXException {
    return parse(ServerBindingsTest.class.getResourceAsStream("/META-INF/" + descriptor));
  }

  private static Document parse(InputStream descriptor)
      throws IOException, ParserConfigurationException, SAXException {
    try (InputStream file = descriptor) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      // the DTD that glassfish's names is on another machine
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      return factory.newDocumentBuilder().parse(new InputSource(file));
    }
  }
}
