package io.kassa;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.kassa.access.Caller;
import io.kassa.access.OpenToAll;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.access.Scope;
import io.kassa.idempotency.NonceInterceptor;
import io.kassa.metrics.Meters;
import io.kassa.outbox.DeadLetters;
import io.kassa.outbox.RelayPauses;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What components may know of each other, and that nothing is called without a permission. */
@AnalyzeClasses(packages = "io.kassa", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** Session beans that the outside calls; message-driven beans are called by the server alone. */
  private static final DescribedPredicate<JavaClass> BOUNDARY_BEANS =
      DescribedPredicate.describe(
          "session beans that the outside calls",
          bean ->
              (bean.isAnnotatedWith(Stateless.class) || bean.isAnnotatedWith(Singleton.class))
                  && (bean.getPackageName().matches("io\\.kassa\\..*boundary(\\..*)?")
                      || bean.isEquivalentTo(DeadLetters.class)
                      || bean.isEquivalentTo(RelayPauses.class)
                      || bean.isEquivalentTo(Meters.class)));

  private static final ArchCondition<JavaMethod> DECLARE_WHO_MAY_CALL =
      new ArchCondition<>("require a permission of their first argument, or say they are open") {
        @Override
        public void check(JavaMethod method, ConditionEvents events) {
          List<JavaClass> parameters = method.getRawParameterTypes();
          boolean requires =
              method.isAnnotatedWith(Requires.class)
                  && !parameters.isEmpty()
                  && parameters.get(0).isAssignableTo(Caller.class);
          if (requires == method.isAnnotatedWith(OpenToAll.class)) {
            events.add(
                SimpleConditionEvent.violated(
                    method, method.getFullName() + " does not say who may call it"));
          }
        }
      };

  private static final ArchCondition<JavaMethod> HAVE_A_NAME_OF_THEIR_OWN =
      new ArchCondition<>("share their name with no other method of their class") {
        @Override
        public void check(JavaMethod method, ConditionEvents events) {
          long equal =
              method.getOwner().getMethods().stream()
                  .filter(other -> other.getName().equals(method.getName()))
                  .count();
          if (equal > 1) {
            events.add(
                SimpleConditionEvent.violated(method, method.getFullName() + " is not alone"));
          }
        }
      };

  private static final ArchCondition<JavaClass> CHECK_PERMISSIONS =
      interceptedBy(PermissionInterceptor.class);

  private static final ArchCondition<JavaClass> SPEND_NONCES =
      interceptedBy(NonceInterceptor.class);

  /**
   * What a merchant's credential may be allowed, and changes something. Closing an attempt prepares
   * a cancellation, which spends the nonce.
   */
  private static final Set<Permission> CHANGES_OF_MERCHANTS =
      Scope.permissions(EnumSet.allOf(Scope.class)).stream()
          .filter(permission -> !permission.name().matches("(READ|LIST)_.*"))
          .filter(permission -> permission != Permission.CLOSE_ATTEMPT)
          .collect(Collectors.toSet());

  private static final DescribedPredicate<JavaClass> REQUIRE_A_MERCHANTS_CHANGE =
      DescribedPredicate.describe(
          "let a merchant change something",
          bean ->
              bean.getMethods().stream()
                  .flatMap(method -> method.tryGetAnnotationOfType(Requires.class).stream())
                  .anyMatch(requires -> CHANGES_OF_MERCHANTS.contains(requires.value())));

  private static ArchCondition<JavaClass> interceptedBy(Class<?> interceptor) {
    return new ArchCondition<>("be intercepted by " + interceptor.getSimpleName()) {
      @Override
      public void check(JavaClass bean, ConditionEvents events) {
        boolean intercepted =
            bean.tryGetAnnotationOfType(Interceptors.class)
                .map(all -> List.of(all.value()).contains(interceptor))
                .orElse(false);
        if (!intercepted) {
          events.add(
              SimpleConditionEvent.violated(
                  bean, bean.getName() + " lacks " + interceptor.getSimpleName()));
        }
      }
    };
  }

  /** Payara 6 finds a callback by its name alone and may call another method of that name. */
  @ArchTest
  static final ArchRule everyCallbackHasANameOfItsOwn =
      methods()
          .that()
          .areAnnotatedWith(PostConstruct.class)
          .or()
          .areAnnotatedWith(PreDestroy.class)
          .should(HAVE_A_NAME_OF_THEIR_OWN);

  @ArchTest
  static final ArchRule controlDoesNotKnowBoundaries =
      noClasses()
          .that()
          .resideInAPackage("io.kassa.*.control..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.kassa.*.boundary..");

  @ArchTest
  static final ArchRule entitiesKnowNeitherBoundariesNorControl =
      noClasses()
          .that()
          .resideInAPackage("io.kassa.*.entity..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.kassa.*.boundary..", "io.kassa.*.control..");

  @ArchTest
  static final ArchRule componentsKnowEachOtherOneWayOnly =
      SlicesRuleDefinition.slices().matching("io.kassa.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyBoundaryMethodDeclaresWhoMayCallIt =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(BOUNDARY_BEANS)
          .should(DECLARE_WHO_MAY_CALL);

  @ArchTest
  static final ArchRule everyBoundaryBeanChecksPermissions =
      classes().that(BOUNDARY_BEANS).should(CHECK_PERMISSIONS);

  @ArchTest
  static final ArchRule everyBoundaryBeanThatMerchantsChangeThingsBySpendsNonces =
      classes().that(BOUNDARY_BEANS).and(REQUIRE_A_MERCHANTS_CHANGE).should(SPEND_NONCES);

  @ArchTest
  static final ArchRule noServersOwnClasses =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse.persistence..", "org.glassfish..", "fish.payara..");

  @ArchTest
  static final ArchRule onlyTheSchemaIsMigrated =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.kassa.schema..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.flywaydb..");

  @ArchTest
  static final ArchRule jdbcStaysWithTheOwnersWorkAndInStorage =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.kassa.schema..", "io.kassa.archive..", "io.kassa.storage..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule moneyIsPlainJava =
      noClasses()
          .that()
          .resideInAPackage("io.kassa.money..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta..");

  @ArchTest
  static final ArchRule thereIsNoHttpHere =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..");

  @Test
  void methodWithoutPermissionIsFound() {
    assertThat(violationsOfMethods(Undeclared.class)).hasSize(1);
  }

  @Test
  void permissionWithoutCallerIsFound() {
    assertThat(violationsOfMethods(WithoutCaller.class)).hasSize(1);
  }

  @Test
  void methodThatIsBothOpenAndGuardedIsFound() {
    assertThat(violationsOfMethods(Contradictory.class)).hasSize(1);
  }

  @Test
  void guardedAndOpenMethodsAreAccepted() {
    assertThat(violationsOfMethods(Declared.class)).isEmpty();
  }

  @Test
  void beanWithoutTheInterceptorIsFound() {
    ArchRule rule = classes().should(CHECK_PERMISSIONS);

    assertThat(violations(rule, Undeclared.class)).hasSize(1);
    assertThat(violations(rule, Declared.class)).isEmpty();
  }

  @Test
  void beanThatSpendsNoNonceIsFound() {
    assertThat(violations(classes().should(SPEND_NONCES), Declared.class)).hasSize(1);
  }

  @Test
  void callbackThatSharesItsNameIsFound() {
    assertThat(violations(everyCallbackHasANameOfItsOwn, Overloaded.class))
        .singleElement(STRING)
        .contains("Overloaded.open()");
  }

  private static List<String> violationsOfMethods(Class<?> bean) {
    return violations(methods().should(DECLARE_WHO_MAY_CALL), bean);
  }

  private static List<String> violations(ArchRule rule, Class<?> bean) {
    return rule.evaluate(new ClassFileImporter().importClasses(bean))
        .getFailureReport()
        .getDetails();
  }

  interface Undeclared {
    void act(Caller caller);
  }

  interface WithoutCaller {
    @Requires(Permission.READ_PAYMENT)
    void act(String whoever);
  }

  interface Contradictory {
    @Requires(Permission.READ_PAYMENT)
    @OpenToAll("both")
    void act(Caller caller);
  }

  @Interceptors(PermissionInterceptor.class)
  abstract static class Declared {
    @Requires(Permission.READ_PAYMENT)
    public abstract void act(Caller caller);

    @OpenToAll("for the test")
    public abstract void look();
  }

  abstract static class Overloaded {
    @PostConstruct
    abstract void open();

    abstract void open(String what);
  }
}
