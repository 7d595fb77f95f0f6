package io.kassa.invoice.control;

import io.kassa.invoice.control.en16931.ElectronicInvoice;
import io.kassa.invoice.entity.InvoiceFacts;
import java.time.temporal.ChronoUnit;

/** The file's metadata as XMP: what the information dictionary says, PDF/A-3 and Factur-X. */
record XmpPacket(InvoiceFacts facts, String title, String author, String producer) {

  /** Factur-X 1.0, section 6.3: what is embedded, and what that vocabulary means. */
  private static final String FACTUR_X =
      """
        <rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
         <fx:DocumentType>INVOICE</fx:DocumentType>
         <fx:DocumentFileName>%s</fx:DocumentFileName>
         <fx:Version>1.0</fx:Version>
         <fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
        </rdf:Description>
        <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
         <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
          <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
          <pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>
          <pdfaSchema:prefix>fx</pdfaSchema:prefix>
          <pdfaSchema:property><rdf:Seq>
      %s    </rdf:Seq></pdfaSchema:property>
         </rdf:li></rdf:Bag></pdfaExtension:schemas>
        </rdf:Description>
      """
          .formatted(
              ArchivalForm.XML_NAME,
              property("DocumentFileName", "The name of the embedded XML document")
                  + property("DocumentType", "The type of the hybrid document")
                  + property("Version", "The version of the standard of the embedded XML document")
                  + property("ConformanceLevel", "The profile of the embedded XML document"));

  private static String property(String name, String description) {
    return """
           <rdf:li rdf:parseType="Resource">
            <pdfaProperty:name>%s</pdfaProperty:name>
            <pdfaProperty:valueType>Text</pdfaProperty:valueType>
            <pdfaProperty:category>external</pdfaProperty:category>
            <pdfaProperty:description>%s</pdfaProperty:description>
           </rdf:li>
        """
        .formatted(name, description);
  }

  String text() {
    String time = facts.issuedAt().truncatedTo(ChronoUnit.SECONDS).toString();
    return """
        <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
         <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
           <pdfaid:part>3</pdfaid:part>
           <pdfaid:conformance>U</pdfaid:conformance>
          </rdf:Description>
          <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
           <dc:format>application/pdf</dc:format>
           <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
           <dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
           <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Order %s</rdf:li></rdf:Alt></dc:description>
           <dc:language><rdf:Bag><rdf:li>en</rdf:li><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
           <xmp:CreateDate>%s</xmp:CreateDate>
           <xmp:ModifyDate>%s</xmp:ModifyDate>
           <xmp:CreatorTool>Kassa</xmp:CreatorTool>
           <pdf:Producer>%s</pdf:Producer>
          </rdf:Description>
        %s </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="r"?>"""
        .formatted(
            xml(title),
            xml(author),
            xml(facts.orderId()),
            time,
            time,
            producer,
            ElectronicInvoice.isPossible(facts) ? FACTUR_X : "");
  }

  /** Markup escaped; characters that XML 1.0 does not know replaced. */
  private static String xml(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case 0xFFFE, 0xFFFF -> escaped.append('\uFFFD');
                default -> escaped.appendCodePoint(c < 0x20 ? ' ' : c);
              }
            });
    return escaped.toString();
  }
}
