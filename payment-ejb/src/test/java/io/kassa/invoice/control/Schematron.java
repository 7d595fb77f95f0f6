package io.kassa.invoice.control;

import java.io.ByteArrayInputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import javax.xml.transform.Templates;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMResult;
import javax.xml.transform.stream.StreamSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Rules of OpenPeppol's release of November 2025, as the stylesheets that it publishes. */
final class Schematron {
  private static final String RULES = "/external/schematron/openpeppol/2025.5/xslt/";
  private static final String SVRL = "http://purl.oclc.org/dsdl/svrl";

  private final Templates rules;

  private Schematron(String name) {
    try {
      URL stylesheet = Schematron.class.getResource(RULES + name);
      // the rules are XSLT 2; Saxon comes with Mustang
      rules =
          TransformerFactory.newInstance("net.sf.saxon.TransformerFactoryImpl", null)
              .newTemplates(new StreamSource(stylesheet.toString()));
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** EN 16931's own rules, for UBL. */
  static Schematron cen() {
    return new Schematron("CEN-EN16931-UBL.xslt");
  }

  /** What Peppol BIS Billing 3.0 adds. */
  static Schematron peppol() {
    return new Schematron("PEPPOL-EN16931-UBL.xslt");
  }

  /** Fatal ones and warnings alike. */
  List<String> violations(byte[] xml) {
    try {
      DOMResult report = new DOMResult();
      rules.newTransformer().transform(new StreamSource(new ByteArrayInputStream(xml)), report);
      NodeList failed = ((Document) report.getNode()).getElementsByTagNameNS(SVRL, "failed-assert");
      List<String> violations = new ArrayList<>();
      for (int i = 0; i < failed.getLength(); i++) {
        Element assertion = (Element) failed.item(i);
        violations.add(assertion.getAttribute("id") + " " + assertion.getTextContent().strip());
      }
      return violations;
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }
}
