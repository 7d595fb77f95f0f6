package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.bill.BillDay;
import io.kassa.sandbox.bill.BillShelf;
import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.books.Provider;
import io.kassa.sandbox.fault.Faults;
import io.kassa.sandbox.http.Answer;
import io.kassa.sandbox.http.Request;
import jakarta.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Bills: asked for by day, then fetched from an address that is good for 30 seconds. */
final class Bills {

  static final String DOWNLOAD = "/v3/billdownload/file";

  private final Books books;
  private final BillShelf shelf;
  private final Faults faults;
  private final Clock clock;

  Bills(Books books, BillShelf shelf, Faults faults, Clock clock) {
    this.books = books;
    this.shelf = shelf;
    this.faults = faults;
    this.clock = clock;
  }

  Answer trade(Merchant merchant, Request request) {
    Map<String, String> query = request.queryParameters();
    TradeBill.Type type = type(query.getOrDefault("bill_type", "ALL"));
    return ready(
        new TradeBill(type, day(query)).csv(books.ordersOf(Provider.WECHAT_PAY, merchant.mchid())),
        request);
  }

  Answer fundFlow(Merchant merchant, Request request) {
    return ready(
        new FundFlowBill(day(request.queryParameters()))
            .csv(books.ordersOf(Provider.WECHAT_PAY, merchant.mchid())),
        request);
  }

  private static TradeBill.Type type(String name) {
    try {
      return TradeBill.Type.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw ApiException.parameter("bill_type", "ALL, SUCCESS or REFUND");
    }
  }

  private BillDay day(Map<String, String> query) {
    BillDay day;
    try {
      day = BillDay.parse(query.getOrDefault("bill_date", ""));
    } catch (DateTimeException e) {
      throw ApiException.parameter("bill_date", "not of the form yyyy-MM-dd");
    }
    if (!day.isOver(clock.instant()) && !faults.conduct().billsOfToday()) {
      throw new ApiException(400, "NO_STATEMENT_EXIST", "请求的账单文件不存在");
    }
    return day;
  }

  private Answer ready(Optional<String> csv, Request request) {
    byte[] plain =
        csv.orElseThrow(() -> new ApiException(400, "NO_STATEMENT_EXIST", "请求的账单文件不存在"))
            .getBytes(StandardCharsets.UTF_8);
    boolean zipped = "GZIP".equals(request.queryParameters().get("tar_type"));
    String token = shelf.put(zipped ? gzip(plain) : plain);
    return Answer.json(
        200,
        Json.createObjectBuilder()
            .add("hash_type", "SHA1")
            .add("hash_value", sha1(plain))
            .add("download_url", request.origin() + request.mount() + DOWNLOAD + "?token=" + token)
            .build());
  }

  /** The file itself; this answer is not signed. */
  Answer download(Request request) {
    byte[] file =
        shelf
            .take(request.queryParameters().getOrDefault("token", ""))
            .orElseThrow(() -> ApiException.notFound("RESOURCE_NOT_EXISTS", "账单文件不存在"));
    return Answer.bytes(200, "application/octet-stream", file);
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Over the file as it is unpacked. */
  private static String sha1(byte[] plain) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(plain));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
