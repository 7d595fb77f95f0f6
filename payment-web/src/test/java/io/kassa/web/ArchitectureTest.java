package io.kassa.web;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonNumber;
import jakarta.ws.rs.Path;

/** What payment-web may know: it parses, calls one boundary and renders. */
@AnalyzeClasses(packages = "io.kassa.web", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final DescribedPredicate<JavaClass> WEB = resideInAPackage("io.kassa.web..");

  private static final DescribedPredicate<JavaClass> INNER_OF_COMPONENTS =
      resideInAPackage("io.kassa..")
          .and(DescribedPredicate.not(WEB))
          .and(
              DescribedPredicate.not(
                  resideInAnyPackage(
                      "io.kassa.*.boundary..",
                      "io.kassa.*.entity..",
                      "io.kassa.channel",
                      "io.kassa.ledger",
                      "io.kassa.incident..",
                      "io.kassa.idempotency..",
                      "io.kassa.limit..",
                      "io.kassa.lockout..",
                      "io.kassa.metrics..",
                      "io.kassa.outbox..",
                      "io.kassa.schema..",
                      "io.kassa.trace..",
                      "io.kassa.failure..",
                      "io.kassa.access..",
                      "io.kassa.money..")))
          .as("the inside of a component");

  @ArchTest
  static final ArchRule noSqlHere =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.kassa.web.problem.DatabaseState")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..");

  @ArchTest
  static final ArchRule numbersAreJudgedByTheirText =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(resideInAPackage("jakarta.json..")))
                  .and(target(nameMatching("getLong|getInt|getJsonNumber"))))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(JsonNumber.class);

  @ArchTest
  static final ArchRule onlyBoundariesAreCalled =
      noClasses().should().dependOnClassesThat(INNER_OF_COMPONENTS);

  @ArchTest
  static final ArchRule noServersOwnClasses =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.glassfish..", "fish.payara..", "com.sun..", "org.eclipse.yasson..");

  /** One per request would look its beans up in JNDI for every call. */
  @ArchTest
  static final ArchRule resourcesLiveAsLongAsTheApplication =
      classes()
          .that()
          .areAnnotatedWith(Path.class)
          .should()
          .beAnnotatedWith(ApplicationScoped.class);

  @ArchTest
  static final ArchRule packagesKnowEachOtherOneWayOnly =
      SlicesRuleDefinition.slices().matching("io.kassa.web.(*)..").should().beFreeOfCycles();
}
