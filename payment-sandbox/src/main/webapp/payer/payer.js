// The payer's phone: lists what can be paid, opens what is scanned, and pays or does not.

const POLL_MILLIS = 1500;

const REFUSALS = {
  ALREADY_PAID: "This order is paid already.",
  CLOSED: "The shop closed this order.",
  TOO_LATE: "The time for this order is over.",
  NO_SUCH_ORDER: "No order has this code.",
};

const element = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
let shown = null;

async function call(path, body) {
  const answer = await fetch(`api${path}`, {
    method: body === undefined ? "GET" : "POST",
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    cache: "no-store",
  });
  const json = await answer.json();
  if (!answer.ok) {
    throw new Error(REFUSALS[json.error] ?? json.error);
  }
  return json;
}

function money(order) {
  return new Intl.NumberFormat(navigator.language, { style: "currency", currency: order.currency })
    .format(order.amountMinor / 100);
}

function providerName(order) {
  return order.provider === "ALIPAY" ? "Alipay" : "WeChat Pay";
}

function say(text) {
  element("message").textContent = text;
}

function item(order) {
  const row = element("item").content.cloneNode(true);
  const badge = row.querySelector(".badge");
  badge.textContent = providerName(order);
  badge.classList.add(order.provider);
  row.querySelector(".what").textContent = order.description;
  row.querySelector(".sum").textContent = money(order);
  row.querySelector("button").dataset.code = order.code;
  return row;
}

async function list() {
  const { orders } = await call("/orders");
  const codes = orders.map((order) => order.code).join(" ");
  const place = element("orders");
  if (place.dataset.codes !== codes) {
    place.dataset.codes = codes;
    place.replaceChildren(...orders.map(item));
  }
  element("nothing").hidden = orders.length > 0;
}

function timeLeft(order) {
  const seconds = Math.max(0, Math.round((Date.parse(order.deadline) - Date.now()) / 1000));
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}

function stateText(order) {
  if (order.state === "WAITING") {
    return order.open ? "waiting for you" : "time is over";
  }
  return order.state === "PAID" ? "paid" : "closed";
}

// Only a web address: a shop may put anything into it.
function returnAddress(order) {
  const wanted = query.get("redirect_url") || order.returnUrl;
  return /^https?:\/\//.test(wanted) ? wanted : null;
}

function show(order) {
  shown = order;
  element("list").hidden = true;
  element("order").hidden = false;
  const provider = element("provider");
  provider.textContent = providerName(order);
  provider.classList.add(order.provider);
  element("order-title").textContent = order.description;
  element("amount").textContent = money(order);
  element("number").textContent = order.outTradeNo;
  element("scene").textContent = order.scene;
  element("state").textContent = stateText(order);
  element("until-row").hidden = !(order.deadline && order.open);
  if (order.deadline) {
    element("until").textContent = timeLeft(order);
  }
  element("actions").hidden = !order.open;
  const address = returnAddress(order);
  element("return").hidden = order.open || address === null;
  if (address !== null) {
    element("return").href = address;
  }
}

async function act(text, action) {
  try {
    show(await call("/scan", { text, action }));
    say({ pay: "Thank you, paid.", decline: "Declined. The shop may ask again." }[action] ?? "");
  } catch (refused) {
    say(refused.message);
  }
}

async function refresh() {
  try {
    if (shown === null) {
      await list();
    } else {
      const provider = shown.provider === "ALIPAY" ? "alipay" : "wechat-pay";
      show(await call(`/orders/${provider}/${encodeURIComponent(shown.outTradeNo)}`));
    }
  } catch (failed) {
    say(`The sandbox does not answer: ${failed.message}`);
  }
}

element("scan").addEventListener("submit", (event) => {
  event.preventDefault();
  act(element("code").value, "open");
});

element("orders").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) {
    act(button.dataset.code, "open");
  }
});

element("actions").addEventListener("click", (event) => {
  const action = event.target.closest("button")?.dataset.action;
  if (action) {
    act(shown.code, action);
  }
});

const code = query.get("code") ?? query.get("prepay_id");
if (code) {
  await act(code, "open");
}
await refresh();
setInterval(refresh, POLL_MILLIS);
