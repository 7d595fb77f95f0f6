package io.kassa.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "io.kassa", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_OTHER_PARTY_KNOWS_NOTHING_OF_KASSA =
      classes()
          .that()
          .resideInAPackage("io.kassa..")
          .should()
          .resideInAPackage("io.kassa.sandbox..");

  @ArchTest
  static final ArchRule NO_OFFICIAL_CLIENT_PLAYS_THE_PROVIDER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.wechat..", "com.alipay..", "okhttp3..");

  @ArchTest
  static final ArchRule PROVIDERS_DO_NOT_KNOW_EACH_OTHER =
      noClasses()
          .that()
          .resideInAPackage("io.kassa.sandbox.wechatpay..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.kassa.sandbox.alipay..");

  @ArchTest
  static final ArchRule PACKAGES_KNOW_EACH_OTHER_ONE_WAY =
      slices().matching("io.kassa.sandbox.(*)..").should().beFreeOfCycles();

  @Test
  void ruleOnOfficialClientsFindsAnOffender() {
    assertThat(
            NO_OFFICIAL_CLIENT_PLAYS_THE_PROVIDER
                .evaluate(new ClassFileImporter().importClasses(AlipayShop.class))
                .hasViolation())
        .isTrue();
  }
}
