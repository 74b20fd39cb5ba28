import { createHmac } from "node:crypto";

/** What is known of a client's address: an HMAC with the day's salt, hex. Nobody can follow it past the salt's day. */
export function clientHash(address: string, salt: string, appSecret: string): string {
  return createHmac("sha256", appSecret).update(`client\0${salt}\0${address}`).digest("hex");
}
