// The checkout page: what a payment is at now, what the payer does, what is shown.

import * as kassa from './kassa.js';
import * as memory from './memory.js';
import { choicesFor, placeOf, stepFor } from './scene.js';
import * as view from './view.js';

const INVOICE_TRIES = 60;
const INVOICE_PAUSE = 1500;

const id = memory.paymentId();
const { key, openid } = id ? memory.takeKey(id) : {};
const place = placeOf({
  userAgent: navigator.userAgent,
  mobile: navigator.userAgentData?.mobile,
  touchPoints: navigator.maxTouchPoints,
});

let following = new AbortController();
let now = null; // the payment as the server told last
let choice = id ? memory.keptChoice(id) : null;
let asked = false; // whether the next action of an attempt from before a reload was asked for
let busy = false;
let changing = false; // another way is being chosen while a channel works
let over = false;

const offered = () => choicesFor(place, now.channels || [], openid);

// Shows where the payment stands; called again whenever anything changed.
function render() {
  if (over) {
    return;
  }
  view.summary(now);
  view.show('offline', !navigator.onLine);
  if (kassa.isFinal(now)) {
    end();
    return;
  }
  const working = now.status === 'PROCESSING' && !changing;
  const late = isLate();
  view.state(working || busy || late ? 'working' : 'choosing');
  view.progress(busy ? 'sending' : working ? 'working' : late ? 'over' : null);
  view.show('choose', !working && !late);
  view.show('action', working && !busy);
  view.choices(offered(), choice, now.maskedCustomer);
  view.show('other', offered().length > 1);
  view.payButton(now, busy);
  view.pageCode(place === 'desktop' && !working && !late ? `${location.origin}${location.pathname}#${key}` : null);
  view.show('cancel', now.status === 'REQUIRES_CONFIRMATION' || working);
  if (working && !asked && choice) {
    resume();
  }
}

function learned(payment) {
  const declined = now?.status === 'PROCESSING' && payment.status === 'REQUIRES_CONFIRMATION';
  now = payment;
  if (declined) {
    changing = false;
    view.problem('payment-declined');
  }
  render();
}

async function pay(event) {
  event.preventDefault();
  if (busy) {
    return;
  }
  choice = view.picked(offered());
  memory.keepChoice(id, choice);
  view.problem(null);
  await send((next) => perform(next, true));
}

// After a reload the same choice has the same next action; nobody is sent away unasked.
async function resume() {
  asked = true;
  await send((next) => perform(next, false));
}

async function send(then) {
  busy = true;
  asked = true;
  render();
  try {
    const payer = choice.scene === 'JSAPI' && openid ? { payer: { openid } } : {};
    const answer = await kassa.confirm(id, key, { ...choice, ...payer });
    busy = false;
    changing = false;
    if (answer.status === 'SUCCEEDED') {
      succeed(answer);
      return;
    }
    now = { ...now, status: 'PROCESSING' };
    render();
    then(answer.nextAction);
    follow(); // from now on a decline counts, so the server is asked more often
  } catch (failure) {
    busy = false;
    await explain(failure);
  }
}

function perform(next, leave) {
  const step = stepFor(next);
  view.action(step, next, choice.channel, () => bridge(next.parameters));
  if (step === 'link' && leave) {
    location.assign(next.url);
  } else if (step === 'bridge' && leave) {
    bridge(next.parameters);
  }
}

// The bridge of the app around this page. What it answers is not believed: the server knows.
function bridge(parameters) {
  if (place === 'wechat') {
    const invoke = () => window.WeixinJSBridge.invoke('getBrandWCPayRequest', parameters, refresh);
    whenReady('WeixinJSBridge', invoke);
  } else if (place === 'alipay') {
    whenReady('AlipayJSBridge', () => window.AlipayJSBridge.call('tradePay', parameters, refresh));
  }
}

function whenReady(name, act) {
  if (window[name]) {
    act();
  } else {
    document.addEventListener(`${name}Ready`, act, { once: true });
  }
}

async function refresh() {
  try {
    learned(await kassa.payment(id, key));
  } catch (failure) {
    await explain(failure);
  }
}

// A refusal in words. The ones about the state are followed by the state itself.
async function explain(failure) {
  const code = failure instanceof kassa.Refusal ? failure.code : 'failed';
  const aboutState = /^payment-(succeeded|canceled|expired|key-expired)$/.test(code);
  if (!aboutState) {
    view.problem(code);
  }
  render();
  if (aboutState) {
    await refresh();
  }
}

async function cancel() {
  try {
    learned(await kassa.cancel(id, key));
  } catch (failure) {
    await explain(failure);
  }
}

async function end() {
  if (now.status !== 'SUCCEEDED') {
    over = true;
    finish(now.status.toLowerCase(), [], now);
    return;
  }
  try {
    succeed(await kassa.confirmation(id, key));
  } catch {
    // the follower, or the network coming back, brings us here again
    setTimeout(render, INVOICE_PAUSE);
  }
}

function succeed(confirmation) {
  if (over) {
    return;
  }
  over = true;
  finish('succeeded', view.receipt(confirmation), { ...now, invoice: confirmation.invoice || now.invoice });
  if (confirmation.invoice?.status !== 'NONE') {
    fetchInvoice(confirmation.confirmationNumber);
  }
}

// The key is forgotten here; what still needs it holds it in a variable.
function finish(kind, facts, payment) {
  following.abort();
  const { merchantName, amount, currency, description, test, returnUrl } = payment;
  memory.finish(id, { kind, facts, merchantName, amount, currency, description, test, returnUrl });
  view.result(kind, facts);
  view.back(returnUrl);
}

async function fetchInvoice(name) {
  view.invoice(null);
  for (let tries = 0; tries < INVOICE_TRIES; tries++) {
    try {
      const blob = await kassa.invoice(id, key);
      if (blob) {
        view.invoice(blob, name);
        return;
      }
    } catch (failure) {
      if (failure instanceof kassa.Refusal && failure.status === 404) {
        break;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, INVOICE_PAUSE));
  }
  view.noInvoice();
}

// Never more than the whole time: a Date without fractions may lie before the payment's creation.
function secondsLeft() {
  const serverNow = Math.max(kassa.serverNow(), Date.parse(now.createdAt));
  return Math.floor((Date.parse(now.expiresAt) - serverNow) / 1000);
}

const isLate = () => secondsLeft() < 0 && now.status === 'REQUIRES_CONFIRMATION' && !busy;

function tick() {
  if (!now || over) {
    return;
  }
  view.countdown(secondsLeft());
  if (isLate() && secondsLeft() % 2 === 0) {
    refresh();
  }
}

// Without a key there is only the way back, which the server knows by the payment's id. Whom a
// provider sent to a browser that never had the key goes there at once.
async function strand(reason) {
  view.stranded(reason);
  if (!id) {
    return;
  }
  const way = new URL(`return/${id}`, location.href).href;
  const answer = await fetch(way, { redirect: 'manual', cache: 'no-store' }).catch(() => null);
  if (answer?.type === 'opaqueredirect') {
    view.wayBack(way);
    if (memory.isReturn) {
      location.replace(way);
    }
  }
}

async function start() {
  view.translate();
  const kept = id && !key && memory.keptResult(id);
  if (kept) {
    view.summary(kept);
    view.result(kept.kind, kept.facts);
    view.back(kept.returnUrl);
    return;
  }
  if (!key) {
    strand('nokey');
    return;
  }
  view.on('form', 'submit', pay);
  view.on('channels', 'change', render);
  view.on('cancel', 'click', cancel);
  view.on('other', 'click', () => {
    changing = true;
    render();
  });
  for (const event of ['online', 'offline']) {
    addEventListener(event, () => now && render());
  }
  setInterval(tick, 1000);
  follow();
}

async function follow() {
  following.abort();
  const mine = new AbortController();
  following = mine;
  try {
    for await (const payment of kassa.follow(id, key, { signal: mine.signal })) {
      if (mine.signal.aborted) {
        return;
      }
      learned(payment);
      tick();
    }
  } catch {
    if (!over && mine === following) {
      over = true;
      memory.finish(id, null);
      strand('badkey');
    }
  }
}

start();

// Lets the page be installed, and tell of a lost network; it sees no answer of the API.
if ('serviceWorker' in navigator) {
  const url = new URL('../../sw.js', import.meta.url).href;
  const policy = window.trustedTypes?.createPolicy('kassa', { createScriptURL: () => url });
  navigator.serviceWorker.register(policy ? policy.createScriptURL('') : url).catch(() => {});
}
