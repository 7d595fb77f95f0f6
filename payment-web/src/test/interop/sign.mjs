// Signs a set of requests with the npm package http-message-signatures and writes them down for
// InteropTest. The keys are those of RFC 9421 appendix B.1, time and nonces are fixed, and both
// algorithms are deterministic: the same file comes out each time.

import { createHash, createPrivateKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createSigner, httpbis } from 'http-message-signatures';

const CREATED = new Date(1_800_000_000_000);
const ORIGIN = 'https://pay.example';
const FILE = new URL('../resources/io/kassa/web/signature/interop.json', import.meta.url);

const SECRET =
  'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==';
const PRIVATE_JWK = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
  x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
};
const keys = {
  'hmac-sha256': createSigner(Buffer.from(SECRET, 'base64'), 'hmac-sha256', 'kc_secret'),
  ed25519: createSigner(
    createPrivateKey({ key: PRIVATE_JWK, format: 'jwk' }), 'ed25519', 'kc_pair'),
};

const BODY = '{"orderId":"2027-01-15/7","amount":1234,"currency":"CNY","description":"早餐 ☕"}';
const TARGET = ['@method', '@target-uri'];
const PARTS = ['@method', '@authority', '@path', '@query'];

const requests = [
  { name: 'a payment', method: 'POST', target: '/payment/api/v1/payments', body: BODY,
    fields: [...TARGET, 'content-digest', 'content-type'] },
  { name: 'a payment with an idempotency key', method: 'POST', target: '/payment/api/v1/payments',
    body: BODY, headers: { 'Idempotency-Key': '"8e03978e-40d5-43dd-bc93-6894a57f9324"' },
    fields: [...PARTS, 'content-digest', 'content-type', 'idempotency-key'] },
  { name: 'a payment with a digest of another kind', method: 'POST', digest: 'sha512',
    target: '/payment/api/v1/payments', body: BODY, fields: [...TARGET, 'content-digest'] },
  { name: 'a cancellation without a body', method: 'POST', fields: TARGET,
    target: '/payment/api/v1/payments/0193a5c0-0000-7000-8000-000000000001/cancellation' },
  { name: 'a list with a query', method: 'GET', fields: PARTS,
    target: '/payment/api/v1/payments?orderId=a%2Fb%20c&status=SUCCEEDED&limit=5&cursor=' },
  { name: 'a list without a query', method: 'GET', fields: PARTS,
    target: '/payment/api/v1/payments' },
  { name: 'a list by its target', method: 'GET', fields: TARGET,
    target: '/payment/api/v1/payments?orderId=%E6%97%A9' },
  { name: 'a read that expires and has a tag', method: 'GET', fields: TARGET, tag: 'kassa',
    params: ['created', 'expires', 'keyid', 'alg', 'tag'], target: '/payment/api/v1/payments/1' },
  { name: 'a read with a header on two lines', method: 'GET', target: '/payment/api/v1/payments/1',
    headers: { 'X-Trace': ['  first', 'second, third  '], 'X-Empty': '' },
    fields: [...TARGET, 'x-trace', 'x-empty'] },
  { name: 'what RequestSignerTest signs', method: 'POST', target: '/payment/api/v1/payments',
    body: BODY, fields: [...TARGET, 'content-type', 'content-digest'] },
  { name: 'a change without an algorithm', method: 'PATCH', target: '/payment/api/v1/merchants/1',
    params: ['nonce', 'keyid', 'created'], body: '{}', fields: ['content-digest', ...TARGET] },
];

function message({ method, target, body = '', headers = {}, digest = 'sha256' }) {
  const all = { ...headers };
  if (body) {
    const value = createHash(digest).update(body).digest('base64');
    all['Content-Type'] = 'application/json';
    all['Content-Digest'] = `${digest.replace('sha', 'sha-')}=:${value}:`;
  }
  return { method, url: ORIGIN + target, headers: all };
}

async function signed(request, number, algorithm) {
  const { headers } = await httpbis.signMessage({
    key: keys[algorithm],
    name: 'kassa',
    fields: request.fields,
    params: request.params ?? ['created', 'keyid', 'nonce', 'alg'],
    paramValues: {
      created: CREATED,
      expires: new Date(CREATED.getTime() + 60_000),
      nonce: `nonce-${number}`,
      tag: request.tag,
    },
  }, message(request));
  const lines = Object.entries(headers).flatMap(
    ([name, value]) => [value].flat().map((line) => [name, line]));
  const { name, method, target, body = '' } = request;
  return { name, algorithm, method, target, headers: lines, body };
}

const all = [];
for (const algorithm of Object.keys(keys)) {
  for (const [number, request] of requests.entries()) {
    all.push(await signed(request, number, algorithm));
  }
}
writeFileSync(
  FILE, JSON.stringify({ created: CREATED.getTime() / 1000, requests: all }, null, 2) + '\n');
