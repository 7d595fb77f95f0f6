// The phone's side of a payment, for this page and for pages of merchants. Types: kassa.d.ts.

const OWN_API = new URL('../', new URL(import.meta.url.replace(/\/assets\/.*$/, '/'))).href + 'api/v1';
const LONG_WAIT_SECONDS = 25;
const SHORT_WAIT_SECONDS = 4;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8000;
const SILENCE = 40000;
const PASSING = new Set([429, 500, 502, 503, 504]);

export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || String(status));
    this.status = status;
    this.code = problem.code || 'unknown';
  }
}

let ahead = 0;

// The server's time in milliseconds, as far as this page may see it.
export const serverNow = () => Date.now() + ahead;

async function call(id, key, path, options = {}, init = {}) {
  const base = options.apiBase || OWN_API;
  const headers = { Accept: 'application/json', ...init.headers, Authorization: `PaymentKey ${key}` };
  const answer = await fetch(`${base}/payments/${encodeURIComponent(id)}${path}`, {
    cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer',
    signal: options.signal, ...init, headers,
  });
  const date = Date.parse(answer.headers.get('Date'));
  ahead = date ? date - Date.now() : ahead;
  if (!answer.ok) {
    throw new Refusal(answer.status, await answer.json().catch(() => ({})));
  }
  return answer;
}

const json = async (...call_) => (await call(...call_)).json();

const post = (body) => ({
  method: 'POST',
  ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
});

export const confirm = (id, key, choice, options) => again(options, () => json(id, key, '/confirmation', options, post(choice)));

export const payment = (id, key, options) => json(id, key, '', options);

export const cancel = (id, key, options) => json(id, key, '/cancellation', options, post());

export const confirmation = (id, key, options) => json(id, key, '/confirmation', options);

export async function invoice(id, key, options) {
  const answer = await call(id, key, '/invoice', options, { headers: { Accept: 'application/pdf' } });
  return answer.status === 200 ? answer.blob() : null;
}

export const isFinal = ({ status }) => status === 'SUCCEEDED' || status === 'CANCELED' || status === 'EXPIRED';

// A confirmation has one effect however often it is sent, so what is lost on the way is sent again.
async function again(options, send) {
  for (let pause = FIRST_PAUSE; ; pause *= 2) {
    try {
      return await send();
    } catch (failure) {
      if (isLasting(failure, options) || pause > LONGEST_PAUSE) {
        throw failure;
      }
      await rest(pause, options);
    }
  }
}

const isLasting = (failure, options) =>
  (options && options.signal && options.signal.aborted) || (failure instanceof Refusal && !PASSING.has(failure.status));

// Rests, or less if the page is shown or the network is there again.
function rest(millis, options = {}) {
  return new Promise((resolve) => {
    const { signal, over } = awake(options.signal, millis);
    signal.addEventListener('abort', () => {
      over();
      resolve();
    });
  });
}

// A signal that ends what hangs: when the page is shown or the network is there again, and after
// so many milliseconds without a sign of life.
function awake(outer, silence) {
  const inner = new AbortController();
  const end = () => inner.abort();
  const shown = () => document.visibilityState === 'visible' && end();
  let timer;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(end, silence);
  };
  alive();
  outer && outer.addEventListener('abort', end);
  addEventListener('online', end);
  document.addEventListener('visibilitychange', shown);
  const over = () => {
    clearTimeout(timer);
    outer && outer.removeEventListener('abort', end);
    removeEventListener('online', end);
    document.removeEventListener('visibilitychange', shown);
    end();
  };
  return { signal: inner.signal, alive, over };
}

// Tells whenever the server sent an event; returns false if it has no such stream, or too many.
async function* changes(id, key, options, alive) {
  let answer;
  try {
    answer = await call(id, key, '/events', options, { headers: { Accept: 'text/event-stream' } });
  } catch (failure) {
    if (failure instanceof Refusal && [404, 405, 406, 503].includes(failure.status)) {
      return false;
    }
    throw failure;
  }
  if (!(answer.headers.get('Content-Type') || '').startsWith('text/event-stream')) {
    return false;
  }
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  for (let text = ''; ; ) {
    const { done, value } = await reader.read();
    if (done) {
      return true;
    }
    alive();
    text += decoder.decode(value, { stream: true });
    const events = text.split(/\r?\n\r?\n/);
    text = events.pop();
    if (events.some((event) => /^data:/m.test(event))) {
      yield;
    }
  }
}

// Yields the payment as it is, and again whenever it may have changed, until it is final.
export async function* follow(id, key, options = {}) {
  const stopped = () => options.signal && options.signal.aborted;
  let streams = true;
  let pause = FIRST_PAUSE;
  let seen = null;
  while (!stopped()) {
    const { signal, alive, over } = awake(options.signal, SILENCE);
    const turn = { ...options, signal };
    try {
      seen = await (seen && !streams ? waited(id, key, seen, turn) : payment(id, key, turn));
      yield seen;
      const events = streams && !isFinal(seen) ? changes(id, key, turn, alive) : null;
      for (let next = events && (await events.next()); next; next = next.done ? null : await events.next()) {
        if (next.done) {
          streams = next.value;
        } else {
          seen = await payment(id, key, turn);
          yield seen;
          if (isFinal(seen)) {
            return;
          }
        }
      }
      if (isFinal(seen)) {
        return;
      }
      pause = FIRST_PAUSE;
      if (streams) {
        await rest(pause, turn); // the stream ended in order; a server that ends all at once is spared
      }
    } catch (failure) {
      if (isLasting(failure, options)) {
        throw failure;
      }
      if (!signal.aborted) {
        await rest(pause, options);
        pause = Math.min(LONGEST_PAUSE, pause * 2);
      }
    } finally {
      over();
    }
  }
}

// The server answers at once when the payment is final only; a decline is seen by asking often.
function waited(id, key, seen, options) {
  const seconds = seen.status === 'PROCESSING' ? SHORT_WAIT_SECONDS : LONG_WAIT_SECONDS;
  return json(id, key, `?wait=${seconds}`, options);
}

export async function waitUntilFinal(id, key, options) {
  let last;
  for await (const now of follow(id, key, options)) {
    last = now;
  }
  return last;
}
