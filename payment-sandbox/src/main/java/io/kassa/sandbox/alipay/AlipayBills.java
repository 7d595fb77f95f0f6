package io.kassa.sandbox.alipay;

import io.kassa.sandbox.bill.BillDay;
import io.kassa.sandbox.bill.BillShelf;
import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.books.Provider;
import io.kassa.sandbox.fault.Faults;
import io.kassa.sandbox.http.Answer;
import io.kassa.sandbox.http.Request;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.Set;

/** Bills: asked for by day or month, then fetched from an address that is good for 30 seconds. */
final class AlipayBills {

  private static final Set<String> TYPES = Set.of("trade", "signcustomer");
  private static final int LONGEST_DATE = 10;

  private final Books books;
  private final BillShelf shelf;
  private final Faults faults;
  private final Clock clock;

  AlipayBills(Books books, BillShelf shelf, Faults faults, Clock clock) {
    this.books = books;
    this.shelf = shelf;
    this.faults = faults;
    this.clock = clock;
  }

  JsonObject url(Merchant merchant, Biz biz, Request request) {
    if (!TYPES.contains(biz.get("bill_type"))) {
      throw GatewayException.business("isp.bill_type_invalid", "账单类型无效");
    }
    BillDay day = day(biz);
    byte[] zip =
        new AlipayBill(day, Trades.SELLER + "0156")
            .zip(books.ordersOf(Provider.ALIPAY, merchant.appId()));
    return Reply.success()
        .add(
            "bill_download_url",
            request.origin()
                + request.mount()
                + "/downloadBillFile.resource?bizType=trade&fileType=csv.zip&fileId="
                + shelf.put(zip))
        .build();
  }

  private BillDay day(Biz biz) {
    BillDay day;
    try {
      day = BillDay.parse(biz.required("bill_date", LONGEST_DATE));
    } catch (DateTimeException e) {
      throw GatewayException.parameter("bill_date");
    }
    if (!day.isOver(clock.instant()) && !faults.conduct().billsOfToday()) {
      throw GatewayException.business("isp.bill_not_exist", "账单不存在");
    }
    return day;
  }

  Answer download(Request request) {
    return shelf
        .take(request.queryParameters().getOrDefault("fileId", ""))
        .map(file -> Answer.bytes(200, "application/octet-stream", file))
        .orElse(Answer.text(200, "text/html;charset=UTF-8", "<p>文件已过期</p>"));
  }
}
