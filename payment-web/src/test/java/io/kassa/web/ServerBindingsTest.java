package io.kassa.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reference that a server's descriptor leaves out gets a default of the server's, silently. */
class ServerBindingsTest {
  private static final Pattern BOUND =
      Pattern.compile(
          "<resource-env-ref-name>([^<]+)</resource-env-ref-name>"
              + "|<resource-env-ref name=\"([^\"]+)\" binding-name=\"\\2\"/>");

  @ParameterizedTest
  @ValueSource(strings = {"glassfish-web.xml", "jboss-web.xml", "ibm-web-bnd.xml"})
  void everyReferenceIsBound(String descriptor) throws IOException {
    Set<String> asked =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.kassa.web")
                .stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.isAnnotatedWith(Resource.class))
                .map(field -> field.getAnnotationOfType(Resource.class).name())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    String text = Files.readString(Path.of("src/main/webapp/WEB-INF", descriptor));
    Set<String> bound =
        BOUND
            .matcher(text)
            .results()
            .map((MatchResult found) -> found.group(1) == null ? found.group(2) : found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(asked).isNotEmpty();
    assertThat(bound).isEqualTo(asked);
  }
}
