/**
 * The same frozen facts as an electronic invoice of the European standard EN 16931: as the CII
 * message that is embedded in the PDF (Factur-X, ZUGFeRD) and as UBL 2.1. It decides how facts map
 * to the standard's terms (BT-1, BT-2 …) and refuses what the standard cannot hold: a seller
 * without tax id or address gets no electronic invoice, rather than one with invented facts
 * (docs/adr/0029).
 */
package io.kassa.invoice.control.en16931;
