// What this page remembers. The key: in this tab alone, until the payment is final. Never in a URL.

const keyName = (id) => `kassa.key.${id}`;
const choiceName = (id) => `kassa.choice.${id}`;
const resultName = (id) => `kassa.result.${id}`;

// A browser may refuse storage; then the page works until it is reloaded.
function using(storage, act) {
  try {
    return act(window[storage]);
  } catch {
    return null;
  }
}

// The id in the address, null if there is none.
export function paymentId() {
  const found = /\/checkout\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(location.pathname);
  return found && found[1];
}

// Whether a provider sent the payer here.
export const isReturn = new URLSearchParams(location.search).has('returned');

// Takes the key, and the payer's openid where a merchant knows it, out of the address.
export function takeKey(id) {
  const [key, ...more] = location.hash.slice(1).split('&');
  if (location.hash || location.search) {
    history.replaceState(null, '', location.pathname);
  }
  const openid = new URLSearchParams(more.join('&')).get('openid');
  if (/^pk_[\w-]+$/.test(key)) {
    using('sessionStorage', (tab) => tab.setItem(keyName(id), JSON.stringify({ key, openid })));
    return { key, openid };
  }
  return JSON.parse(using('sessionStorage', (tab) => tab.getItem(keyName(id))) || '{}');
}

export const keepChoice = (id, choice) =>
  using('sessionStorage', (tab) => tab.setItem(choiceName(id), JSON.stringify(choice)));

export const keptChoice = (id) => JSON.parse(using('sessionStorage', (tab) => tab.getItem(choiceName(id))) || 'null');

// It is over: the key goes, what was shown stays for a reload of this tab.
export function finish(id, result) {
  using('sessionStorage', (tab) => {
    tab.removeItem(keyName(id));
    tab.removeItem(choiceName(id));
    tab.setItem(resultName(id), JSON.stringify(result));
  });
}

export const keptResult = (id) => JSON.parse(using('sessionStorage', (tab) => tab.getItem(resultName(id))) || 'null');
