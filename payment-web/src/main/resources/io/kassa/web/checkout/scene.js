// Which channels can be offered where this page is open, and in which scene each is met. Pure:
// what it is told decides. Tested as a table.

// Where the page is open: wechat, alipay, phone or desktop.
export function placeOf({ userAgent, mobile = false, touchPoints = 0 }) {
  if (/MicroMessenger\//i.test(userAgent)) {
    return /WindowsWechat|MacWechat/i.test(userAgent) ? 'desktop' : 'wechat';
  }
  if (/AlipayClient\//i.test(userAgent)) {
    return 'alipay';
  }
  // an iPad says that it is a Macintosh, but has a screen to touch
  const tablet = /Macintosh/.test(userAgent) && touchPoints > 1;
  return mobile || tablet || /Android|iPhone|iPad|iPod|HarmonyOS|Mobile/i.test(userAgent) ? 'phone' : 'desktop';
}

// The scenes by preference. JSAPI needs to know who pays; a channel without a line in a place
// cannot be met there: the other provider's app blocks it.
const WAYS = {
  WECHAT_PAY: {
    wechat: ['JSAPI', 'NATIVE'],
    phone: ['H5', 'NATIVE'],
    desktop: ['NATIVE'],
  },
  ALIPAY: {
    alipay: ['JSAPI', 'H5'],
    phone: ['H5', 'NATIVE'],
    desktop: ['NATIVE'],
  },
};

// Of a channel that this version has no line for.
const USUAL = { phone: ['H5', 'NATIVE'], desktop: ['NATIVE', 'H5'], wechat: ['H5'], alipay: ['H5'] };

// What to offer, in the server's order: {channel, scene}, no scene for a channel without scenes.
export function choicesFor(place, channels, openid) {
  return channels.flatMap(({ channel, scenes = [] }) => {
    if (scenes.length === 0) {
      return [{ channel }];
    }
    const wanted = (WAYS[channel] || USUAL)[place] || [];
    const scene = wanted.find((each) => scenes.includes(each) && (each !== 'JSAPI' || openid));
    return scene ? [{ channel, scene }] : [];
  });
}

// What the page does with a next action: show a code, call the bridge, offer a link, or wait.
export function stepFor(action) {
  if (!action) {
    return 'wait';
  }
  if (action.type === 'qr_code' && action.content) {
    return 'code';
  }
  if (action.type === 'app_invoke') {
    return 'bridge';
  }
  return action.type === 'redirect' && /^(https?|weixin|alipays?):/i.test(action.url || '') ? 'link' : 'wait';
}
