package io.kassa;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
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
import java.util.stream.Stream;
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

  private static final Path LIBERTY = Path.of("../docker/liberty/server.xml");

  @ParameterizedTest
  @ValueSource(strings = {"glassfish-ejb-jar.xml", "jboss-ejb3.xml"})
  void everyReferenceOfABeanIsBound(String descriptor) throws Exception {
    assertThat(asked()).hasSizeGreaterThan(10);
    assertThat(bound(read(descriptor))).isEqualTo(asked());
  }

  @Test
  void everyReferenceOfABeanIsBoundOnLibertyToAResourceThatTheServerHas() throws Exception {
    Document server = read(LIBERTY);
    Set<String> bound = new TreeSet<>();
    for (Element bean : elements(read("ibm-ejb-jar-bnd.xml").getDocumentElement(), "session")) {
      for (String kind : Set.of("resource-ref", "resource-env-ref", "message-destination-ref")) {
        for (Element reference : elements(bean, kind)) {
          bound.add(bean.getAttribute("name") + " " + reference.getAttribute("name"));
          assertThat(reference.getAttribute("binding-name"))
              .isEqualTo(reference.getAttribute("name"))
              .isIn(attributes(server, "*", "jndiName"));
        }
      }
    }

    assertThat(bound).isEqualTo(asked());
  }

  @Test
  void everyListenerHasAQueueOnLiberty() throws Exception {
    Document server = read(LIBERTY);
    Set<String> bound = new TreeSet<>();
    for (Element listener :
        elements(read("ibm-ejb-jar-bnd.xml").getDocumentElement(), "message-driven")) {
      bound.add(listener.getAttribute("name"));
      Element adapter = elements(listener, "jca-adapter").get(0);
      assertThat(adapter.getAttribute("activation-spec-binding-name"))
          .isIn(attributes(server, "jmsActivationSpec", "id"));
      assertThat(adapter.getAttribute("destination-binding-name"))
          .isIn(attributes(server, "jmsQueue", "jndiName"));
    }

    assertThat(bound).isEqualTo(listeners());
  }

  @ParameterizedTest
  @ValueSource(strings = {"glassfish-application.xml", "ibm-application-bnd.xml"})
  void everyRoleIsAGroupOfItsName(String descriptor) throws Exception {
    Document document = read(Path.of("../payment-ear/src/main/application/META-INF", descriptor));
    Set<String> roles =
        CLASSES.stream()
            .filter(bean -> bean.isAnnotatedWith(RolesAllowed.class))
            .flatMap(bean -> Stream.of(bean.getAnnotationOfType(RolesAllowed.class).value()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> bound = texts(document.getDocumentElement(), "role-name");
    bound.addAll(attributes(document, "security-role", "name"));
    Set<String> groups = texts(document.getDocumentElement(), "group-name");
    groups.addAll(attributes(document, "group", "name"));

    assertThat(bound).hasSize(2).isEqualTo(roles);
    assertThat(groups).isEqualTo(roles);
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
    Document document = read(Path.of("../payment-ear/src/main/micro/WEB-INF/ejb-jar.xml"));
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

  /** Each bean and each name that it asks for. */
  private static Set<String> asked() {
    return CLASSES.stream()
        .flatMap(bean -> bean.getFields().stream())
        .filter(field -> field.isAnnotatedWith(Resource.class))
        .filter(field -> !nameOf(field).isEmpty())
        .map(field -> field.getOwner().getSimpleName() + " " + nameOf(field))
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

  private static Set<String> attributes(Document document, String tag, String name) {
    return elements(document.getDocumentElement(), tag).stream()
        .filter(element -> element.hasAttribute(name))
        .map(element -> element.getAttribute(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Element> elements(Element parent, String tag) {
    NodeList found = parent.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static Document read(String descriptor)
      throws IOException, ParserConfigurationException, SAXException {
    return read(Path.of("src/main/resources/META-INF", descriptor));
  }

  private static Document read(Path file)
      throws IOException, ParserConfigurationException, SAXException {
    try (InputStream text = Files.newInputStream(file)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      // the DTD that glassfish's names is on another machine
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      return factory.newDocumentBuilder().parse(new InputSource(text));
    }
  }
}
