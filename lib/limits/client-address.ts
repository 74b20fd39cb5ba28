import { createHmac, randomUUID } from "node:crypto";
import diagnosticsChannel from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

const NAME = Symbol.for("mizual.peer-header");
const named = globalThis as { [NAME]?: string };

/**
 * Private header with the address of the socket's peer, which only the limiter reads. Another one in each process, so
 * that no client can send it; `scripts/server-front.mjs`, which has named it before the server listens, writes it.
 */
export const PEER_HEADER: string = (named[NAME] ??= `x-mizual-peer-${randomUUID()}`);

const INSTALLED = Symbol.for("mizual.peer-address");

/**
 * Writes the address of the socket's peer into each request of this process's HTTP servers, before
 * any handler sees it: Next shows no peer and keeps whatever `X-Forwarded-For` a client sends.
 * Installing it again changes nothing. For servers that were started without the front: who is there before this has
 * no peer, see {@link isKnownPeer}.
 */
export function installPeerAddress(): void {
  const installed = globalThis as { [INSTALLED]?: boolean };
  if (installed[INSTALLED] === true) return;
  installed[INSTALLED] = true;
  diagnosticsChannel.subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  });
}

/** Whether it can be told who sends a request: not so for one that came in before anybody wrote its peer down. */
export const isKnownPeer = (headers: Headers, { onVercel }: Pick<Platform, "onVercel">): boolean =>
  onVercel || headers.has(PEER_HEADER);

type Platform = { onVercel: boolean; trustedProxies: number };

// Clients whose address is not known share one place, so that not knowing never lifts a limit.
const UNKNOWN = "unknown";

/**
 * The address that limits count by; IPv6 by its /64. On Vercel the platform's own header; elsewhere
 * the socket's peer, or with `trustedProxies` = n the n-th from the right of `X-Forwarded-For` plus
 * the peer, each proxy having added whom it talked to. Nothing else that a client sends is believed.
 */
export function clientAddress(headers: Headers, { onVercel, trustedProxies }: Platform): string {
  if (onVercel) return normalise(headers.get("x-vercel-forwarded-for")?.split(",")[0]);
  const peer = headers.get(PEER_HEADER) ?? "";
  if (trustedProxies === 0) return normalise(peer);
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").filter((part) => part.trim() !== "");
  const hops = [...forwarded, peer];
  return normalise(hops.at(-1 - trustedProxies) ?? hops[0]);
}

function normalise(text: string | undefined): string {
  const bare = withoutPort(text?.trim() ?? "").toLowerCase();
  const address = bare.replace(/^::ffff:(?=\d+\.)/, "");
  switch (isIP(address)) {
    case 4:
      return address;
    case 6:
      return network64(address);
    default:
      return UNKNOWN;
  }
}

/** `[2001:db8::1]:443` and `192.0.2.1:5000` without brackets, port and zone. */
function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1];
  if (bracketed !== undefined) return bracketed;
  return (/^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text).split("%")[0] ?? "";
}

function network64(address: string): string {
  // The URL parser writes every spelling of an address in one way.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [left = "", right] = canonical.split("::");
  const head = left === "" ? [] : left.split(":");
  const tail = right === undefined || right === "" ? [] : right.split(":");
  const zeros = right === undefined ? 0 : 8 - head.length - tail.length;
  return `${[...head, ...Array.from({ length: zeros }, () => "0"), ...tail].slice(0, 4).join(":")}::/64`;
}

/** What is known of a client's address: an HMAC with the day's salt, hex. Nobody can follow it past the salt's day. */
export function clientHash(address: string, salt: string, appSecret: string): string {
  return createHmac("sha256", appSecret).update(`client\0${salt}\0${address}`).digest("hex");
}
