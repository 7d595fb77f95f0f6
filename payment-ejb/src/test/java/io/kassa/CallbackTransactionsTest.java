package io.kassa;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.lang.annotation.Annotation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the server calls by itself has a transaction of its own or none: Enterprise Beans 4.0 allows
 * no other attribute for a singleton's callbacks (4.3.14), timers and asynchronous methods (8.6).
 * Open Liberty refuses the bean; other servers say nothing.
 */
class CallbackTransactionsTest {
  private static final Set<TransactionAttributeType> ALLOWED =
      EnumSet.of(
          TransactionAttributeType.REQUIRED,
          TransactionAttributeType.REQUIRES_NEW,
          TransactionAttributeType.NOT_SUPPORTED);
  private static final List<Class<? extends Annotation>> OF_ANY_BEAN =
      List.of(Schedule.class, Timeout.class, Asynchronous.class);
  private static final List<Class<? extends Annotation>> OF_SINGLETONS =
      List.of(PostConstruct.class, PreDestroy.class);

  @Test
  void serverCallsNothingWithAnAttributeThatItMayRefuse() {
    assertThat(
            refused(
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.kassa")
                        .stream()))
        .isEmpty();
  }

  @Test
  void callbackThatInheritsAnAttributeOfItsClassIsFound() {
    assertThat(refused(Stream.of(new ClassFileImporter().importClass(Offender.class))))
        .containsExactlyInAnyOrder("Offender.start", "Offender.tick");
  }

  private static List<String> refused(Stream<JavaClass> beans) {
    return beans
        .flatMap(bean -> bean.getMethods().stream())
        .filter(method -> isCalledByTheServer(method) && !ALLOWED.contains(attribute(method)))
        .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
        .toList();
  }

  private static boolean isCalledByTheServer(JavaMethod method) {
    return OF_ANY_BEAN.stream().anyMatch(method::isAnnotatedWith)
        || (method.getOwner().isAnnotatedWith(Singleton.class)
            && OF_SINGLETONS.stream().anyMatch(method::isAnnotatedWith));
  }

  private static TransactionAttributeType attribute(JavaMethod method) {
    return method
        .tryGetAnnotationOfType(TransactionAttribute.class)
        .or(() -> method.getOwner().tryGetAnnotationOfType(TransactionAttribute.class))
        .map(TransactionAttribute::value)
        .orElse(TransactionAttributeType.REQUIRED);
  }

  @Singleton
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  abstract static class Offender {
    @PostConstruct
    abstract void start();

    @Schedule
    abstract void tick();

    @PreDestroy
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    abstract void stop();
  }
}
