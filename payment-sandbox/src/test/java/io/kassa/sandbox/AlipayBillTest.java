package io.kassa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.api.AlipayApiException;
import io.kassa.sandbox.books.Numbers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class AlipayBillTest {

  private static final Charset GBK = Charset.forName("GBK");

  private final TestSandbox sandbox = TestSandbox.current();
  private final AlipayShop shop = AlipayShop.of(AlipayShop.Mode.KEY);
  private final String number = TestSandbox.newNumber();

  @Test
  void paymentAndRefundAreRowsOfTheDaysBill() throws AlipayApiException, IOException {
    sandbox.payer(shop.precreate(number, "10.00").getQrCode(), "pay");
    shop.refund(number, "r1", "4.00");

    Map<String, String> files =
        unzipped(shop.bill(LocalDate.now(Numbers.CHINA).toString()).getBillDownloadUrl());

    assertThat(files.keySet()).anyMatch(name -> name.endsWith("_业务明细(汇总).csv"));
    List<Map<String, String>> rows =
        files.entrySet().stream()
            .filter(file -> file.getKey().endsWith("_业务明细.csv"))
            .flatMap(file -> Bill.rows(file.getValue(), "支付宝交易号").stream())
            .filter(row -> row.get("商户订单号").equals(number))
            .toList();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0)).containsEntry("业务类型", "交易").containsEntry("订单金额（元）", "10.00");
    assertThat(rows.get(1))
        .containsEntry("业务类型", "退款")
        .containsEntry("订单金额（元）", "-4.00")
        .containsEntry("退款批次号/请求号", "r1");
  }

  private static Map<String, String> unzipped(String url) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(URI.create(url).toURL().openStream(), GBK)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), GBK));
      }
    }
    return files;
  }
}
