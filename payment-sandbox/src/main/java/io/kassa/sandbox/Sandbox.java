package io.kassa.sandbox;

import io.kassa.sandbox.alipay.Alipay;
import io.kassa.sandbox.alipay.AlipayKeys;
import io.kassa.sandbox.alipay.Gateway;
import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.books.Numbers;
import io.kassa.sandbox.callback.Courier;
import io.kassa.sandbox.control.BooksEndpoint;
import io.kassa.sandbox.control.ControlEndpoint;
import io.kassa.sandbox.control.Enrolment;
import io.kassa.sandbox.fault.Faults;
import io.kassa.sandbox.http.Endpoint;
import io.kassa.sandbox.http.EndpointServlet;
import io.kassa.sandbox.keys.Authority;
import io.kassa.sandbox.keys.KeyDirectory;
import io.kassa.sandbox.payer.PayerApi;
import io.kassa.sandbox.payer.Payers;
import io.kassa.sandbox.payer.Scanner;
import io.kassa.sandbox.wechatpay.PlatformKeys;
import io.kassa.sandbox.wechatpay.WeChatPay;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The whole sandbox: keys in a directory, books in memory, and a servlet for each path. */
public final class Sandbox implements AutoCloseable {

  /** The merchant who is there from the start. */
  private static final String FIRST_MERCHANT = "demo";

  private final Clockwork clockwork = new Clockwork();
  private final Map<String, HttpServlet> servlets = new LinkedHashMap<>();

  private Sandbox() {}

  /**
   * Starts with the keys of this directory, which are made if they are not there, and writes {@code
   * sandbox.json} into it: the addresses and keys of the first merchant.
   *
   * @param baseUrl where the sandbox answers, without a slash at the end
   * @param remote whether callers from other machines are served
   */
  public static Sandbox start(Path directory, String baseUrl, boolean remote) {
    Sandbox sandbox = new Sandbox();
    sandbox.assemble(new KeyDirectory(directory), baseUrl, remote);
    return sandbox;
  }

  private void assemble(KeyDirectory root, String baseUrl, boolean remote) {
    Clock clock = Clock.systemUTC();
    Numbers numbers = new Numbers(clock);
    Books books = new Books(clock, numbers);
    Faults faults = new Faults();
    Payers payers = new Payers(clock, clockwork, faults);
    Courier courier = new Courier(clockwork, faults, clock);

    KeyDirectory weChatFiles = root.below("wechat-pay");
    Authority tenpay =
        weChatFiles.authority("root", "CN=Tenpay.com Root CA,OU=Sandbox,O=Tenpay.com,C=CN");
    PlatformKeys weChatKeys = new PlatformKeys(weChatFiles, tenpay);
    var weChatMerchants = new io.kassa.sandbox.wechatpay.Merchants();
    WeChatPay weChatPay =
        new WeChatPay(
            books,
            numbers,
            payers,
            faults,
            new WeChatPay.Platform(weChatMerchants, weChatKeys, courier, clock));

    KeyDirectory alipayFiles = root.below("alipay");
    Authority alipayRoot =
        alipayFiles.authority("root", "CN=Sandbox Alipay Root,OU=Alipay,O=Sandbox Finance,C=CN");
    AlipayKeys alipayKeys =
        new AlipayKeys(alipayFiles, alipayRoot, alipayFiles.certificate("root"));
    var alipayMerchants = new io.kassa.sandbox.alipay.Merchants();
    Gateway gateway =
        Alipay.gateway(
            books,
            numbers,
            payers,
            faults,
            new Alipay.Platform(alipayMerchants, alipayKeys, courier, clock));

    Enrolment enrolment =
        new Enrolment(
            new Enrolment.Offices(
                baseUrl, root, weChatMerchants, tenpay, weChatKeys, alipayMerchants, alipayRoot));
    root.write("sandbox.json", enrolment.enrol(FIRST_MERCHANT).toString());

    mount("/wechat-pay/*", weChatPay, remote);
    mount("/alipay/*", gateway, remote);
    Scanner scanner = new Scanner(books, gateway::open);
    mount("/payer/api/*", new PayerApi(books, payers, scanner, clock), remote);
    mount("/books", new BooksEndpoint(books, clock), remote);
    mount("/control/*", new ControlEndpoint(books, faults, weChatKeys, enrolment), remote);
  }

  private void mount(String path, Endpoint endpoint, boolean remote) {
    servlets.put(path, new EndpointServlet(endpoint, clockwork, remote));
  }

  /** The servlets by the URL pattern below the context root; all of them answer asynchronously. */
  public Map<String, HttpServlet> servlets() {
    return Map.copyOf(servlets);
  }

  /** Forgets everything but the keys. */
  @Override
  public void close() {
    clockwork.shutdownNow();
  }
}
