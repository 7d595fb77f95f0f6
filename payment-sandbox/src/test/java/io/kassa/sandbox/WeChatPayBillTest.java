package io.kassa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wechat.pay.java.core.http.AbstractHttpClient;
import com.wechat.pay.java.service.billdownload.BillDownloadService;
import com.wechat.pay.java.service.billdownload.model.BillType;
import com.wechat.pay.java.service.billdownload.model.GetFundFlowBillRequest;
import com.wechat.pay.java.service.billdownload.model.GetTradeBillRequest;
import com.wechat.pay.java.service.billdownload.model.QueryBillEntity;
import com.wechat.pay.java.service.billdownload.model.TarType;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import io.kassa.sandbox.books.Numbers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeChatPayBillTest {

  private final TestSandbox sandbox = TestSandbox.current();
  private final WeChatPayClient client = new WeChatPayClient();
  private final AbstractHttpClient http = client.http(client.publicKeyConfig());
  private final BillDownloadService bills =
      new BillDownloadService.Builder().config(client.publicKeyConfig()).httpClient(http).build();
  private final String number = TestSandbox.newNumber();
  private final String today = LocalDate.now(Numbers.CHINA).toString();

  @AfterEach
  void reset() {
    sandbox.control("{\"reset\": true}");
  }

  @Test
  void paymentAndRefundAreRowsOfTheDaysBill() throws IOException, NoSuchAlgorithmException {
    payAndRefund();
    QueryBillEntity ready = bills.getTradeBill(tradeBill(BillType.ALL, TarType.GZIP));

    byte[] csv = unzipped(download(ready));

    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(csv)))
        .isEqualTo(ready.getHashValue());
    List<Map<String, String>> rows = rowsOf(csv);
    assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row).hasSize(27));
    assertThat(rows.get(0))
        .containsEntry("交易状态", "SUCCESS")
        .containsEntry("订单金额", "10.00")
        .containsEntry("手续费", "0.06000");
    assertThat(rows.get(1))
        .containsEntry("交易状态", "REFUND")
        .containsEntry("商户退款单号", number + "r")
        .containsEntry("退款金额", "3.00");
  }

  @Test
  void billOfPaymentsHasNoRefundsAndBillOfRefundsNoPayments() throws IOException {
    payAndRefund();

    assertThat(rowsOf(download(bills.getTradeBill(tradeBill(BillType.SUCCESS, null)))))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("交易状态", "SUCCESS"));
    assertThat(rowsOf(download(bills.getTradeBill(tradeBill(BillType.REFUND, null)))))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("交易状态", "REFUND"));
  }

  @Test
  void fundFlowsAddUp() throws IOException {
    payAndRefund();
    GetFundFlowBillRequest request = new GetFundFlowBillRequest();
    request.setBillDate(today);

    String csv = new String(download(bills.getFundFlowBill(request)), StandardCharsets.UTF_8);

    assertThat(Bill.rows(csv, "记账时间"))
        .filteredOn(row -> row.get("业务凭证号").startsWith(number))
        .extracting(row -> row.get("业务类型") + row.get("收支金额(元)"))
        .containsExactly("交易10.00", "扣除交易手续费0.06", "退款3.00");
  }

  @Test
  void dayThatIsNotOverHasNoBillUnlessTheSandboxIsTold() {
    sandbox.control("{\"billsOfToday\": false}");

    WeChatPayOrderTest.assertRefused(
        "NO_STATEMENT_EXIST", () -> bills.getTradeBill(tradeBill(BillType.ALL, null)));
  }

  private void payAndRefund() {
    sandbox.payer(client.create(number, 1_000), "pay");
    CreateRequest request = new CreateRequest();
    request.setOutTradeNo(number);
    request.setOutRefundNo(number + "r");
    AmountReq amount = new AmountReq();
    amount.setRefund(300L);
    amount.setTotal(1_000L);
    amount.setCurrency("CNY");
    request.setAmount(amount);
    new RefundService.Builder().httpClient(http).build().create(request);
    await()
        .until(
            () ->
                sandbox
                    .order(number)
                    .getJsonArray("refunds")
                    .getJsonObject(0)
                    .getString("state")
                    .equals("SUCCEEDED"));
  }

  private GetTradeBillRequest tradeBill(BillType type, TarType packing) {
    GetTradeBillRequest request = new GetTradeBillRequest();
    request.setBillDate(today);
    request.setBillType(type);
    request.setTarType(packing);
    return request;
  }

  private List<Map<String, String>> rowsOf(byte[] csv) {
    return Bill.rows(new String(csv, StandardCharsets.UTF_8), "交易时间").stream()
        .filter(row -> row.get("商户订单号").equals(number))
        .toList();
  }

  private byte[] download(QueryBillEntity ready) throws IOException {
    try (InputStream file = http.download(ready.getDownloadUrl())) {
      return file.readAllBytes();
    }
  }

  private static byte[] unzipped(byte[] file) throws IOException {
    try (InputStream csv = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return csv.readAllBytes();
    }
  }
}
