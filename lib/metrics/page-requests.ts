import diagnosticsChannel from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tell } from "@/lib/observe";

type Started = { request: IncomingMessage };
type Finished = Started & { response: ServerResponse };

/** Pages by the first part of their path, and what they are called. */
export const PAGE_ROUTES: Readonly<Record<string, string>> = {
  "": "/",
  docs: "/docs",
  edits: "/edits/{uuid}",
  guide: "/guide",
  insight: "/insight",
  join: "/join",
  pictures: "/pictures",
  s: "/s/{key}",
  "share-target": "/share-target",
};

const FILES = new Set(["_next", "samples", "icons"]);

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** What a path that no endpoint has answered is called: a page, `files`, `/api/inngest`, or `other`, whatever it is. */
export function pageRouteOf(url: string): string {
  const [path = ""] = url.split(/[?#]/, 1);
  if (path === "/api/inngest") return path;
  const [first = ""] = path.slice(1).split("/", 1);
  if (FILES.has(first)) return "files";
  return Object.hasOwn(PAGE_ROUTES, first) ? (PAGE_ROUTES[first] ?? "other") : "other";
}

/**
 * Tells of every answer of this process's HTTP servers but those of endpoints, which tell of themselves: they are known by
 * the id that each of their answers carries.
 */
export function watchPageRequests(): void {
  const started = new WeakMap<IncomingMessage, number>();
  diagnosticsChannel.subscribe("http.server.request.start", (message) => {
    started.set((message as Started).request, performance.now());
  });
  diagnosticsChannel.subscribe("http.server.response.finish", (message) => {
    const { request, response } = message as Finished;
    const start = started.get(request);
    if (start === undefined || response.hasHeader("x-request-id")) return;
    const { method = "", url = "" } = request;
    tell({
      kind: "page-answered",
      route: pageRouteOf(url),
      method: METHODS.has(method) ? method : "other",
      status: response.statusCode,
      seconds: (performance.now() - start) / 1000,
    });
  });
}
