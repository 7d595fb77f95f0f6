// Chinese and English, by the browser's first language that is either.

const EN = {
  title: 'Payment',
  loading: 'Loading',
  test: 'Test: no real money',
  offline: 'No network. We go on as soon as it is back.',
  choose: 'How do you want to pay?',
  pay: (amount) => `Pay ${amount}`,
  customer: (name) => `From the balance of ${name}`,
  BALANCE: 'Balance',
  WECHAT_PAY: 'WeChat Pay',
  ALIPAY: 'Alipay',
  TEST: 'Test payment',
  elsewhere: 'No way to pay works in this app. Open the page in your phone’s browser.',
  scanWith: (app) => `Scan the code with ${app}`,
  code: 'QR code',
  open: (app) => `Continue in ${app}`,
  other: 'Pay another way',
  phone: 'Pay with your phone',
  phoneHint: 'Scan the code with your phone’s camera to pay there.',
  cancel: 'Cancel the payment',
  back: 'Back to the merchant',
  left: (time) => `Time left: ${time}`,
  soon: 'One minute left to pay.',
  over: 'The time to pay is over. We are checking whether a payment arrived.',
  sending: 'Sending the payment',
  working: 'Waiting for your payment',
  succeeded: 'Paid',
  canceled: 'The payment was canceled',
  expired: 'The payment has expired',
  nothing: 'Nothing was charged.',
  number: 'Confirmation',
  amount: 'Amount',
  way: 'Paid with',
  time: 'Time',
  order: 'Order',
  invoice: 'Download the invoice (PDF)',
  invoiceSoon: 'The invoice is being made.',
  nokey: 'This page was opened without its payment key. Please go back to the merchant and start the payment there.',
  badkey: 'This payment link is not valid. Please go back to the merchant and start again.',
  'payment-declined': 'The payment was declined. Please try again or choose another way.',
  'insufficient-funds': 'The balance is too low. Please top up or choose another way.',
  'account-not-open': 'This balance cannot be used now. Please choose another way.',
  'attempt-open': 'A payment is still open elsewhere. Finish it there, or try again in a moment.',
  'payment-processing': 'A payment is being worked on and cannot be canceled now.',
  'too-many-requests': 'Too many tries. Please wait a moment.',
  failed: 'That did not work. You have not been charged twice; please try again.',
};

const ZH = {
  title: '付款',
  loading: '加载中',
  test: '测试：不涉及真实资金',
  offline: '网络已断开，恢复后将自动继续。',
  choose: '请选择付款方式',
  pay: (amount) => `支付 ${amount}`,
  customer: (name) => `从 ${name} 的余额支付`,
  BALANCE: '余额',
  WECHAT_PAY: '微信支付',
  ALIPAY: '支付宝',
  TEST: '测试付款',
  elsewhere: '当前应用内无法付款，请用手机浏览器打开此页面。',
  scanWith: (app) => `请使用${app}扫描二维码`,
  code: '二维码',
  open: (app) => `前往${app}继续`,
  other: '换一种方式付款',
  phone: '用手机付款',
  phoneHint: '用手机相机扫描二维码，在手机上付款。',
  cancel: '取消付款',
  back: '返回商家',
  left: (time) => `剩余时间 ${time}`,
  soon: '还剩一分钟，请尽快付款。',
  over: '付款时间已过，正在确认是否已收到款项。',
  sending: '正在提交付款',
  working: '等待付款完成',
  succeeded: '付款成功',
  canceled: '付款已取消',
  expired: '付款已过期',
  nothing: '未扣款。',
  number: '确认号',
  amount: '金额',
  way: '付款方式',
  time: '时间',
  order: '订单号',
  invoice: '下载发票（PDF）',
  invoiceSoon: '发票正在开具。',
  nokey: '打开此页面时缺少付款密钥，请返回商家重新发起付款。',
  badkey: '付款链接无效，请返回商家重新发起付款。',
  'payment-declined': '付款被拒绝，请重试或换一种方式。',
  'insufficient-funds': '余额不足，请充值或换一种方式。',
  'account-not-open': '该余额账户暂不可用，请换一种方式。',
  'attempt-open': '另一笔付款尚未结束，请先完成它，或稍后再试。',
  'payment-processing': '付款正在处理，暂时无法取消。',
  'too-many-requests': '尝试过于频繁，请稍候。',
  failed: '操作未成功，不会重复扣款，请重试。',
};

export const chosen = (languages) => {
  const first = languages.find((each) => /^(zh|en)\b/i.test(each)) || 'en';
  return /^zh/i.test(first) ? 'zh' : 'en';
};

const language = chosen(navigator.languages || [navigator.language]);
export const locale = language === 'zh' ? 'zh-CN' : 'en';

// The word of this name, with what it speaks about.
export function word(name, ...about) {
  const found = (language === 'zh' ? ZH : EN)[name];
  return typeof found === 'function' ? found(...about) : found;
}

// A provider this version has no name for is called by its own.
export const channelName = (channel) => word(channel) || channel;

// Minor units as people read them.
export function money(amount, currency) {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}

export const clock = (seconds) => {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (parts[0] ? parts : parts.slice(1)).map((part) => String(part).padStart(2, '0')).join(':');
};

export const moment = (text) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(text));

// For the tests: both languages say the same things.
export const languages = { EN, ZH };
