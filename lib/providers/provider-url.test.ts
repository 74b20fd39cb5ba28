import { describe, expect, it } from "vitest";
import { providerUrl } from "./provider-url";

const vendor = { domain: "bfl.ai", baseUrl: "https://api.bfl.ai" };
const standIn = { domain: "bfl.ai", baseUrl: "http://127.0.0.1:4010" };
const proxied = { domain: "bfl.ai", baseUrl: "https://proxy.example:8443/bfl" };

describe("an address in a provider's answer", () => {
  it.each([
    ["the vendor's own", vendor, "https://bfl.ai/v1/get_result?id=1"],
    ["a cluster of it", vendor, "https://api.eu2.bfl.ai/v1/get_result?id=1"],
    ["its delivery host", vendor, "https://delivery-eu1.bfl.ai/x?sig=a%2Fb"],
    ["the usual port, said", vendor, "https://api.bfl.ai:443/x"],
    ["the configured origin", proxied, "https://proxy.example:8443/other"],
    ["the vendor's own beside a proxy", proxied, "https://api.us.bfl.ai/x"],
    ["another port of a stand-in", standIn, "http://127.0.0.1:9999/x"],
  ])("may be %s", (_what, hosts, address) => {
    expect(providerUrl(address, hosts).href).toBe(new URL(address).href);
  });

  it.each([
    ["metadata of a cloud", vendor, "http://169.254.169.254/latest/meta-data"],
    ["metadata, by https", vendor, "https://169.254.169.254/"],
    ["the vendor's name as a user", vendor, "https://bfl.ai@evil.example/"],
    ["a user of the vendor's host", vendor, "https://user@api.bfl.ai/"],
    ["a password", vendor, "https://:secret@api.bfl.ai/"],
    ["the vendor's name in front", vendor, "https://bfl.ai.evil.example/"],
    ["the vendor's name behind", vendor, "https://evilbfl.ai/"],
    ["the vendor's name in the path", vendor, "https://evil.example/bfl.ai"],
    ["the vendor's name after a backslash", vendor, String.raw`https://evil.example\.bfl.ai/`],
    ["a letter that looks alike", vendor, "https://bfl.аi/"],
    ["a final dot", vendor, "https://bfl.ai./"],
    ["http", vendor, "http://api.bfl.ai/"],
    ["another scheme", vendor, "ftp://api.bfl.ai/"],
    ["a file", vendor, "file:///etc/passwd"],
    ["data", vendor, "data:image/png;base64,AAAA"],
    ["a port", vendor, "https://api.bfl.ai:8443/"],
    ["this machine", vendor, "http://127.0.0.1:4010/"],
    ["this machine as IPv6", vendor, "http://[::1]:4010/"],
    ["this machine as IPv4 in IPv6", vendor, "http://[::ffff:7f00:1]:4010/"],
    ["this machine as a number", vendor, "http://2130706433:4010/"],
    ["this machine by name", vendor, "http://localhost:4010/"],
    ["a proxy's other port", proxied, "https://proxy.example/"],
    ["a proxy without TLS", proxied, "http://proxy.example:8443/"],
    ["this machine beside a proxy", proxied, "http://127.0.0.1:4010/"],
    ["another name of a stand-in's machine", standIn, "http://localhost:4010/"],
    ["another address of it", standIn, "http://127.0.0.2:4010/"],
    ["a local network beside a stand-in", standIn, "http://10.0.0.1:4010/"],
    ["a path alone", vendor, "/v1/get_result?id=1"],
    ["nothing", vendor, ""],
  ])("may not be %s", (_what, hosts, address) => {
    expect(() => providerUrl(address, hosts)).toThrow("the provider answered with");
  });

  it("is not told by the error, for it may be signed", () => {
    expect(() => providerUrl("https://evil.example/x?sig=secret", vendor)).toThrow(
      /^the provider answered with an address that is not its own \(https:\/\/evil\.example\)$/,
    );
  });
});
