package io.kassa.invoice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.invoice.control.en16931.ElectronicInvoice;
import io.kassa.invoice.entity.InvoiceFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mustangproject.validator.ZUGFeRDValidator;

/**
 * What outside validators say of every kind of document: Mustang's (veraPDF for PDF/A-3, schema and
 * schematron of Factur-X for the XML inside), CEN's schematron of EN 16931 and Peppol's own for
 * UBL. The documents stay in {@code target/invoices}.
 */
class ElectronicInvoiceIT {
  private static final Path KEPT = Path.of("target", "invoices");
  private static final InvoiceRenderer RENDERER = new InvoiceRenderer();
  private static final Schematron CEN = Schematron.cen();
  private static final Schematron PEPPOL = Schematron.peppol();

  static Stream<Map.Entry<String, InvoiceFacts>> samples() {
    return StandardSamples.all().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void mustangAcceptsThePdfAndTheXmlInside(Map.Entry<String, InvoiceFacts> sample)
      throws IOException {
    byte[] pdf = RENDERER.render(sample.getValue());
    keep(sample, ".pdf", pdf);

    ZUGFeRDValidator validator = new ZUGFeRDValidator();
    String report = validator.validate(pdf, "invoice.pdf");

    assertThat(validator.wasCompletelyValid()).as(report).isTrue();
    assertThat(report).contains("flavour=3u", "isCompliant=true", "urn:cen.eu:en16931:2017");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void mustangAcceptsTheXmlAlone(Map.Entry<String, InvoiceFacts> sample) throws IOException {
    byte[] xml = ElectronicInvoice.cii(sample.getValue());
    keep(sample, ".cii.xml", xml);

    ZUGFeRDValidator validator = new ZUGFeRDValidator();
    String report = validator.validate(xml, "invoice.xml");

    assertThat(validator.wasCompletelyValid()).as(report).isTrue();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void rulesOfCenAndPeppolAcceptTheUbl(Map.Entry<String, InvoiceFacts> sample) throws IOException {
    byte[] xml = ElectronicInvoice.ubl(sample.getValue());
    keep(sample, ".ubl.xml", xml);

    assertThat(CEN.violations(xml)).isEmpty();
    if (new String(xml, StandardCharsets.UTF_8).contains("peppol.eu:2017:poacc:billing:3.0")) {
      assertThat(PEPPOL.violations(xml)).isEmpty();
    } else {
      assertThat(sample.getKey())
          .isIn("no buyer", "buyer without address", "Arabic name", "German seller");
    }
  }

  @Test
  void validatorsRefuseWhatIsWrong() {
    InvoiceFacts facts = StandardSamples.all().get("several rates");
    byte[] cii = broken(ElectronicInvoice.cii(facts), "GrandTotalAmount>");
    ZUGFeRDValidator validator = new ZUGFeRDValidator();
    validator.validate(cii, "invoice.xml");
    assertThat(validator.wasCompletelyValid()).isFalse();

    byte[] ubl = broken(ElectronicInvoice.ubl(facts), "TaxInclusiveAmount currencyID=\"EUR\">");
    assertThat(CEN.violations(ubl)).anyMatch(violation -> violation.contains("BR-CO-15"));
    byte[] unknown =
        new String(ElectronicInvoice.ubl(facts), StandardCharsets.UTF_8)
            .replace("poacc:billing:01:1.0", "poacc:billing:99")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(PEPPOL.violations(unknown)).anyMatch(violation -> violation.contains("PEPPOL"));
  }

  private static byte[] broken(byte[] xml, String before) {
    String text = new String(xml, StandardCharsets.UTF_8);
    assertThat(text).contains(before);
    return text.replaceFirst(before, before + "9").getBytes(StandardCharsets.UTF_8);
  }

  private static void keep(Map.Entry<String, InvoiceFacts> sample, String suffix, byte[] bytes)
      throws IOException {
    Files.createDirectories(KEPT);
    Files.write(KEPT.resolve(sample.getKey().replaceAll("[^A-Za-z]+", "-") + suffix), bytes);
  }
}
