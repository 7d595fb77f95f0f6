// Keeps the files of this version, and tells of a lost network. Pages and answers are never kept.

const VERSION = '@version@';
const OFFLINE = `assets/${VERSION}/offline.html`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.add(OFFLINE)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name)))),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  } else if (request.method === 'GET' && new URL(request.url).pathname.includes(`/checkout/assets/${VERSION}/`)) {
    event.respondWith(kept(request));
  }
});

async function kept(request) {
  const known = await caches.match(request);
  if (known) {
    return known;
  }
  const answer = await fetch(request);
  if (answer.ok) {
    (await caches.open(VERSION)).put(request, answer.clone());
  }
  return answer;
}
