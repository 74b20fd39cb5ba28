// Mizual as an app: says that there is no connection in place of the browser's own page, takes pictures that other apps
// share, and leads from a notification to its edit. It caches that one page and nothing else: no answer of the API, and
// no script, which the browser caches by itself. A picture that is shared waits in this browser's drafts for the page.

// With the digest of that page, which a test compares: whoever changes the page changes this, and browsers fetch it anew.
const SHELL = "shell-62d623031921";
const OFFLINE = "/offline.html";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then((cache) => cache.add(new Request(OFFLINE, { cache: "reload" })))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forgetOthers(), self.registration.navigationPreload?.enable(), self.clients.claim()]));
});

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== SHELL).map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && pathname === "/share-target") event.respondWith(takeShared(request));
  else if (request.method === "GET" && request.mode === "navigate") event.respondWith(pageOrOffline(event));
});

async function pageOrOffline(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (error) {
    const offline = await caches.match(OFFLINE);
    if (offline === undefined) throw error;
    return offline;
  }
}

/** Puts what another app shares where the page finds it (components/editor/client/kept-draft.ts), and opens the page. */
async function takeShared(request) {
  try {
    const form = await request.formData();
    const file = form.getAll("picture").find((value) => value instanceof File && value.size > 0);
    const words = ["title", "text"].map((name) => String(form.get(name) ?? "").trim()).find((text) => text !== "");
    if (file !== undefined) await keepShared({ file, name: file.name, words: words ?? "", at: Date.now() });
    return Response.redirect(file === undefined ? "/?shared=nothing" : "/?shared=picture", 303);
  } catch {
    return Response.redirect("/?shared=nothing", 303);
  }
}

function keepShared(shared) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("mizual", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("drafts");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction("drafts", "readwrite");
      transaction.objectStore("drafts").put(shared, "shared");
      transaction.oncomplete = () => {
        database.close();
        resolve();
      };
      transaction.onabort = () => reject(transaction.error);
    };
  });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data?.path ?? "/"));
});

/** To the tab that shows the edit, else to another of ours, else to a new one. */
async function lead(path) {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = tabs.find(({ url }) => new URL(url).pathname === path);
  if (there !== undefined) return there.focus();
  return self.clients.openWindow(path);
}
