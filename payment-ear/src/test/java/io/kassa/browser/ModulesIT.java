package io.kassa.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import io.kassa.instance.Instance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page's modules without the page: decisions as a table, codes of every size, both languages.
 */
class ModulesIT {
  private static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)";
  private static final String WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0";
  private static final String MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1";

  @TempDir private static Path profile;
  private static Chromium chromium;
  private static Tab tab;

  @BeforeAll
  static void openThePage() throws Exception {
    chromium = Chromium.start(profile);
    tab = chromium.tab();
    tab.open(Instance.current().base() + "/checkout/");
    tab.until("document.getElementById('page')?.dataset.state", "stranded");
    for (String module : List.of("scene", "qr", "words")) {
      tab.script(
          "import(document.querySelector('link[href$=\"%1$s.js\"]').href).then(it => {window.%1$s = it; return ''})"
              .formatted(module));
    }
  }

  @AfterAll
  static void stopChromium() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static String script(String expression) {
    return tab.script(expression);
  }

  @Test
  void placeIsToldByTheBrowserItself() {
    assertThat(place(IPHONE + " MicroMessenger/8.0.49", false, 5)).isEqualTo("wechat");
    assertThat(place(WINDOWS + " MicroMessenger/7.0 WindowsWechat", false, 0)).isEqualTo("desktop");
    assertThat(place(IPHONE + " AlipayClient/10.5.80", false, 5)).isEqualTo("alipay");
    assertThat(place(IPHONE + " Safari/604.1", false, 5)).isEqualTo("phone");
    assertThat(place(Tab.ANDROID, true, 5)).isEqualTo("phone");
    assertThat(place(MAC, false, 5)).as("an iPad").isEqualTo("phone");
    assertThat(place(MAC, false, 0)).isEqualTo("desktop");
    assertThat(place(WINDOWS, false, 10)).as("a laptop to touch").isEqualTo("desktop");
    assertThat(place(Tab.LINUX, false, 0)).isEqualTo("desktop");
    assertThat(place("", true, 0)).isEqualTo("phone");
  }

  private static String place(String userAgent, boolean mobile, int touchPoints) {
    return script(
        "scene.placeOf({userAgent: '%s', mobile: %s, touchPoints: %d})"
            .formatted(userAgent, mobile, touchPoints));
  }

  @ParameterizedTest
  @CsvSource({
    // place, openid, scenes offered, WeChat Pay's scene, Alipay's; - where it cannot be met
    "desktop,  ,  NATIVE H5 JSAPI, NATIVE, NATIVE",
    "desktop,  ,  H5 JSAPI,        -,      -",
    "phone,    ,  NATIVE H5 JSAPI, H5,     H5",
    "phone,    ,  NATIVE,          NATIVE, NATIVE",
    "phone,    o, JSAPI,           -,      -",
    "wechat,   o, NATIVE H5 JSAPI, JSAPI,  -",
    "wechat,   ,  NATIVE H5 JSAPI, NATIVE, -",
    "wechat,   ,  H5 JSAPI,        -,      -",
    "alipay,   o, NATIVE H5 JSAPI, -,      JSAPI",
    "alipay,   ,  NATIVE H5 JSAPI, -,      H5",
    "alipay,   ,  NATIVE,          -,      -",
    "phone,    ,  APP,             -,      -",
  })
  void channelIsMetInTheSceneThatWorksWhereThePageIsOpen(
      String place, String openid, String scenes, String weChatPay, String alipay) {
    for (String channel : List.of("WECHAT_PAY", "ALIPAY")) {
      String offered =
          script(
              "(scene.choicesFor('%s', [{channel: '%s', scenes: '%s'.split(' ')}], %s)[0] || {scene: '-'}).scene"
                  .formatted(place, channel, scenes, openid == null ? "null" : "'" + openid + "'"));
      assertThat(offered).as(channel).isEqualTo(channel.equals("ALIPAY") ? alipay : weChatPay);
    }
  }

  @Test
  void channelThatThePageDoesNotKnowIsMetByALinkOrACode() {
    String offered =
        "scene.choicesFor('%s', [{channel: 'TEST', scenes: ['NATIVE', 'H5']}])[0].scene";
    assertThat(script(offered.formatted("desktop"))).isEqualTo("NATIVE");
    assertThat(script(offered.formatted("phone"))).isEqualTo("H5");
    assertThat(script(offered.formatted("wechat"))).isEqualTo("H5");
  }

  @Test
  void channelWithoutScenesIsOfferedEverywhere() {
    for (String place : List.of("desktop", "phone", "wechat", "alipay")) {
      assertThat(
              script(
                  "JSON.stringify(scene.choicesFor('%s', [{channel: 'BALANCE', scenes: []}]))"
                      .formatted(place)))
          .isEqualTo("[{\"channel\":\"BALANCE\"}]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | wait",
        "{type: 'qr_code', content: 'x'} | code",
        "{type: 'qr_code'} | wait",
        "{type: 'app_invoke', parameters: {}} | bridge",
        "{type: 'redirect', url: 'https://pay.example/'} | link",
        "{type: 'redirect', url: 'alipays://platformapi'} | link",
        "{type: 'redirect', url: 'javascript:alert(1)'} | wait",
        "{type: 'something_new'} | wait",
      })
  void nextActionIsOneStep(String action, String step) {
    assertThat(script("scene.stepFor(%s)".formatted(action))).isEqualTo(step);
  }

  @Test
  void codeOfEveryVersionReadsAsItsText() throws Exception {
    // the longest text of each version with error correction M, ISO/IEC 18004 table 7
    int[] longest = {
      14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504
    };
    for (int i = 0; i < longest.length; i++) {
      int size = 21 + 4 * i;
      assertThat(decoded("a".repeat(longest[i]), size)).hasSize(longest[i]);
      decoded("a".repeat(longest[i] + 1), size + 4);
    }
    assertThat(decoded("茶 pk_-é", 21)).isEqualTo("茶 pk_-é");
    assertThat(decoded("x".repeat(2_331), 177)).hasSize(2_331);
  }

  private static String decoded(String text, int size) throws Exception {
    String rows =
        script("qr.encode('%s').map(row => row.map(Number).join('')).join('\\n')".formatted(text));
    List<String> lines = rows.lines().toList();
    assertThat(lines).as("%d characters", text.length()).hasSize(size);
    BitMatrix modules = new BitMatrix(size);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        if (lines.get(y).charAt(x) == '1') {
          modules.set(x, y);
        }
      }
    }
    return new Decoder().decode(modules).getText();
  }

  @Test
  void bothLanguagesSayTheSameThings() {
    assertThat(script("Object.keys(words.languages.EN).sort().join()"))
        .isEqualTo(script("Object.keys(words.languages.ZH).sort().join()"));
    assertThat(script("words.chosen(['fr', 'zh-HK', 'en'])")).isEqualTo("zh");
    assertThat(script("words.chosen(['fr', 'en-GB', 'zh'])")).isEqualTo("en");
    assertThat(script("words.chosen(['fr'])")).isEqualTo("en");
  }

  @Test
  void axeFindsWhatIsWrong() {
    String notice = "document.querySelector('#problem')";
    script(notice + ".style.color = '#fcc', null");
    try {
      assertThatThrownBy(tab::axe).hasMessageContaining("color-contrast");
    } finally {
      script(notice + ".style.color = '', null");
    }
    tab.axe();
  }

  @Test
  void amountsHaveTheDecimalsOfTheirCurrency() {
    assertThat(script("words.money(1999, 'CNY')")).contains("19.99");
    assertThat(script("words.money(1999, 'JPY')")).contains("1,999");
    assertThat(script("words.money(1999, 'KWD')")).contains("1.999");
    assertThat(script("words.clock(59) + ' ' + words.clock(3600)")).isEqualTo("00:59 01:00:00");
  }
}
