package io.kassa.invoice.control;

import io.kassa.invoice.control.en16931.ElectronicInvoice;
import io.kassa.invoice.entity.InvoiceFacts;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Calendar;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;

/**
 * What makes the file PDF/A-3 (ISO 19005-3, level U) and, where the facts allow it, Factur-X 1.0:
 * the colours' meaning, and the same invoice as XML inside (its sections 6.2.3 and 6.8).
 */
final class ArchivalForm {
  /** The name that Factur-X and ZUGFeRD 2 prescribe. */
  static final String XML_NAME = "factur-x.xml";

  private static final String SRGB = "sRGB IEC61966-2.1";
  private static final byte[] SRGB_PROFILE = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

  private ArchivalForm() {}

  static void set(PDDocument document, InvoiceFacts facts, Calendar issued) throws IOException {
    PDOutputIntent intent = new PDOutputIntent(document, new ByteArrayInputStream(SRGB_PROFILE));
    intent.setInfo(SRGB);
    intent.setOutputCondition(SRGB);
    intent.setOutputConditionIdentifier(SRGB);
    intent.setRegistryName("http://www.color.org");
    document.getDocumentCatalog().addOutputIntent(intent);
    if (ElectronicInvoice.isPossible(facts)) {
      embed(document, ElectronicInvoice.cii(facts), issued);
    }
  }

  private static void embed(PDDocument document, byte[] xml, Calendar issued) throws IOException {
    PDEmbeddedFile file =
        new PDEmbeddedFile(document, new ByteArrayInputStream(xml), COSName.FLATE_DECODE);
    file.setSubtype("text/xml");
    file.setSize(xml.length);
    file.setCreationDate(issued);
    file.setModDate(issued);
    PDComplexFileSpecification attached = new PDComplexFileSpecification();
    attached.setFile(XML_NAME);
    attached.setFileUnicode(XML_NAME);
    attached.setFileDescription("The same invoice as XML (EN 16931, Factur-X)");
    attached.setEmbeddedFile(file);
    attached.setEmbeddedFileUnicode(file);
    attached.getCOSObject().setName(COSName.getPDFName("AFRelationship"), "Alternative");

    PDDocumentCatalog catalog = document.getDocumentCatalog();
    PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
    files.setNames(Map.of(XML_NAME, attached));
    PDDocumentNameDictionary names = new PDDocumentNameDictionary(catalog);
    names.setEmbeddedFiles(files);
    catalog.setNames(names);
    COSArray associated = new COSArray();
    associated.add(attached);
    catalog.getCOSObject().setItem(COSName.getPDFName("AF"), associated);
  }
}
