// What is on the page. It knows elements and words, nothing of how a payment goes.

import { picture } from './qr.js';
import { channelName, clock, locale, moment, money, word } from './words.js';

const at = (name) => document.getElementById(name);

export const on = (name, event, act) => at(name).addEventListener(event, act);

export function show(name, visible = true) {
  at(name).toggleAttribute('hidden', !visible);
}

function say(name, text) {
  if (at(name).textContent !== text) {
    at(name).textContent = text;
  }
}

// Translates what stands in the page.
export function translate() {
  document.documentElement.lang = locale;
  document.title = word('title');
  document.querySelectorAll('[data-word]').forEach((each) => (each.textContent = word(each.dataset.word)));
}

export function state(name) {
  at('page').dataset.state = name;
}

export function summary({ merchantName, amount, currency, description, test }) {
  const text = money(amount, currency);
  say('merchant', merchantName || '');
  sayAmount(text);
  say('description', description || '');
  show('test', test === true);
  document.title = `${text} · ${merchantName || word('title')}`;
}

// A large amount may break behind its separators, for those who need large letters.
function sayAmount(text) {
  if (at('amount').textContent !== text) {
    at('amount').replaceChildren(
      ...text.match(/[^,\s]+[,\s]?/g).flatMap((part) => [part, document.createElement('wbr')]),
    );
  }
}

export const progress = (name) => say('progress', name ? word(name) : '');

export function problem(name) {
  show('problem', Boolean(name));
  say('problem', name ? word(name) || word('failed') : '');
}

// The ways to pay as a group of radio buttons; a single one needs no choice.
export function choices(list, chosen, customer) {
  const ways = at('channels');
  const names = list.map(({ channel }) => channel).join();
  if (ways.dataset.names !== names) {
    ways.dataset.names = names;
    ways.querySelectorAll('label').forEach((each) => each.remove());
    list.forEach((choice, i) => ways.append(radio(choice, i, chosen ? choice.channel === chosen.channel : i === 0)));
  }
  show('form', list.length > 0);
  show('elsewhere', list.length === 0);
  const payer = picked(list)?.channel === 'BALANCE' && customer;
  show('customer', Boolean(payer));
  say('customer', payer ? word('customer', customer) : '');
}

function radio({ channel }, value, checked) {
  const label = document.createElement('label');
  const input = Object.assign(document.createElement('input'), { type: 'radio', name: 'channel', value, checked });
  label.append(input, channelName(channel));
  return label;
}

export const picked = (list) => list[Number(at('channels').querySelector(':checked')?.value ?? 0)];

export function payButton({ amount, currency }, busy) {
  say('pay', word('pay', money(amount, currency)));
  at('pay').setAttribute('aria-disabled', String(busy));
}

// What the payer does next: scans a code, or follows a link.
export function action(step, next, channel, reopen) {
  const link = at('go');
  const app = channelName(channel);
  at('code').replaceChildren(...(step === 'code' ? [picture(next.content, word('code'))] : []));
  say('code-hint', step === 'code' ? word('scanWith', app) : '');
  show('go', step === 'link' || step === 'bridge');
  say('go', word('open', app));
  link.removeAttribute('href');
  link.onclick = null;
  if (step === 'link') {
    link.href = next.url;
  } else if (step === 'bridge') {
    link.href = '#';
    link.onclick = (event) => {
      event.preventDefault();
      reopen();
    };
  }
}

// The same page for a phone.
export function pageCode(url) {
  show('scan', Boolean(url));
  at('page').toggleAttribute('data-wide', Boolean(url));
  if (url && at('page-code').dataset.url !== url) {
    at('page-code').dataset.url = url;
    at('page-code').replaceChildren(picture(url, word('code')));
  }
}

export function countdown(seconds) {
  say('countdown', seconds > 0 ? word('left', clock(seconds)) : '');
  if (seconds === 60) {
    progress('soon');
  }
}

// The end: how it ended and what there is to know of it.
export function result(kind, facts) {
  state(kind);
  for (const name of ['choose', 'action', 'footer', 'offline']) {
    show(name, false);
  }
  pageCode(null);
  problem(null);
  progress(kind === 'canceled' ? 'nothing' : null);
  say('outcome', word(kind));
  at('facts').replaceChildren(...facts.filter(([, text]) => text).map(([name, text]) => fact(word(name), text)));
  show('result');
  at('outcome').focus();
}

function fact(name, text) {
  const row = document.createElement('div');
  row.append(
    Object.assign(document.createElement('dt'), { textContent: name }),
    Object.assign(document.createElement('dd'), { textContent: text }),
  );
  return row;
}

export const receipt = ({ confirmationNumber, amount, currency, channel, confirmedAt, orderId }) => [
  ['number', confirmationNumber],
  ['amount', money(amount, currency)],
  ['way', channelName(channel)],
  ['time', moment(confirmedAt)],
  ['order', orderId],
];

export function invoice(blob, name) {
  show('invoice-hint', !blob);
  say('invoice-hint', word('invoiceSoon'));
  show('invoice', Boolean(blob));
  if (blob) {
    say('invoice', word('invoice'));
    at('invoice').href = URL.createObjectURL(blob);
    at('invoice').download = `${name}.pdf`;
  }
}

export const noInvoice = () => show('invoice-hint', false);

// A page to go back to, if it is one.
export function back(url) {
  const fits = /^https?:\/\//.test(url || '');
  show('back', fits);
  if (fits) {
    at('back').href = url;
  }
}

// Without a key there is nothing to see.
export function stranded(name) {
  state('stranded');
  for (const part of ['choose', 'action', 'footer']) {
    show(part, false);
  }
  pageCode(null);
  say('amount', word('title'));
  progress(null);
  problem(name);
}

// Nothing but a way to the merchant.
export function wayBack(url) {
  show('result');
  for (const part of ['outcome', 'mark']) {
    show(part, false);
  }
  back(url);
}
