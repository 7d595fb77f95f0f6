package io.kassa.invoice.entity;

/** In which syntax an electronic invoice after EN 16931 is written. */
public enum ElectronicForm {
  /** UN/CEFACT Cross Industry Invoice: the file inside the PDF (Factur-X, ZUGFeRD). */
  CII,
  /** OASIS UBL 2.1. */
  UBL
}
