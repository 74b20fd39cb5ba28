import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/config/env";
import { endedSessionCookie, hasSession, sessionCookie } from "./session";

const held = (token: string, appSecret = "a secret of the app") => ({
  env: parseEnv({ INSIGHT_TOKEN: token }),
  appSecret,
});
const services = held("a-token-of-24-characters-1");
const HOUR = 3_600_000;

const brought = (setCookie: string): string => `theme=dark; ${setCookie.split(";")[0] ?? ""}; other=1`;

describe("the operator's session", () => {
  it("holds for twelve hours, over https by a cookie that no neighbour can set", () => {
    const now = Date.now();
    for (const secure of [true, false]) {
      const set = sessionCookie(services, secure, now);
      expect(set).toMatch(/; HttpOnly; SameSite=Strict/);
      expect(set.includes("__Host-") && set.includes("; Secure")).toBe(secure);
      expect(hasSession(services, brought(set), now + 11 * HOUR)).toBe(true);
      expect(hasSession(services, brought(set), now + 13 * HOUR)).toBe(false);
    }
  });

  it("ends with its token, with the app's secret, and with what takes the cookie away", () => {
    const set = brought(sessionCookie(services, false));
    expect(hasSession(held("another-token-of-24-characters"), set)).toBe(false);
    expect(hasSession(held("a-token-of-24-characters-1", "another secret"), set)).toBe(false);
    expect(hasSession({ ...services, env: parseEnv({}) }, set)).toBe(false);
    expect(hasSession(services, brought(endedSessionCookie(false)))).toBe(false);
  });

  it("cannot be made longer, or made up", () => {
    const [value = ""] = sessionCookie(services, false).split(";");
    const [name = "", content = ""] = value.split("=");
    const [until = "", signature = ""] = content.split(".");
    const later = `${name}=${Number(until) + 1}.${signature}`;
    for (const forged of [later, `${name}=${until}.`, `${name}=.${signature}`, `${name}=`, "", `${name}=é.é`])
      expect(hasSession(services, forged), forged).toBe(false);
  });
});
