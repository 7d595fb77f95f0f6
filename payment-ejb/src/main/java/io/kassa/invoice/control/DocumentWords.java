package io.kassa.invoice.control;

import io.kassa.invoice.entity.InvoiceFacts;

/**
 * What a document calls itself and its figures: an invoice, or the credit note that corrects one.
 */
record DocumentWords(
    String english,
    String chinese,
    String number,
    String amount,
    String total,
    String foot,
    String chineseFoot) {

  private static final DocumentWords INVOICE =
      new DocumentWords(
          "Payment invoice",
          "收款凭证",
          "Invoice no.  编号",
          "Amount paid  实付金额",
          "Total paid  价税合计",
          "This payment invoice was issued by the seller for a confirmed payment. It is not a fapiao"
              + " of the Chinese tax authority.",
          "本凭证由商户就已确认的付款开具，不是税务机关监制的发票，不能作为抵扣凭证。");

  private static final DocumentWords CREDIT_NOTE =
      new DocumentWords(
          "Credit note",
          "退款凭证",
          "Credit note no.  编号",
          "Refunded  退款金额",
          "Total refunded  退款合计",
          "This credit note was issued by the seller for money given back. It is not a fapiao of the"
              + " Chinese tax authority.",
          "本凭证由商户就已退还的款项开具，不是税务机关监制的发票，不能作为抵扣凭证。");

  static DocumentWords of(InvoiceFacts facts) {
    return facts.credited() == null ? INVOICE : CREDIT_NOTE;
  }
}
