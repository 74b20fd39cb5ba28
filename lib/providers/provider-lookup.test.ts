import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { describe, expect, it } from "vitest";
import { isPublicAddress, PRIVATE_ADDRESS, publicLookup } from "./provider-lookup";

const answering =
  (addresses: LookupAddress[]): LookupFunction =>
  (_name, _options, callback) =>
    callback(null, addresses);

const look = (addresses: LookupAddress[], all: boolean): Promise<unknown> =>
  new Promise((resolve, reject) => {
    publicLookup(answering(addresses))("host.bfl.ai", { all }, (error, found, family) =>
      error === null ? resolve(all ? found : [found, family]) : reject(error),
    );
  });

const PUBLIC = { address: "93.184.216.34", family: 4 };

describe("the addresses of a provider's host", () => {
  it.each([
    ["93.184.216.34", 4],
    ["172.15.255.255", 4],
    ["172.32.0.1", 4],
    ["2606:2800:220:1:248:1893:25c8:1946", 6],
  ])("may be %s", (address, family) => {
    expect(isPublicAddress(address, family)).toBe(true);
  });

  it.each([
    ["0.0.0.0", 4],
    ["10.0.0.1", 4],
    ["100.64.0.1", 4],
    ["127.0.0.1", 4],
    ["127.255.255.254", 4],
    ["169.254.169.254", 4],
    ["172.16.0.1", 4],
    ["192.168.1.1", 4],
    ["198.18.0.1", 4],
    ["224.0.0.1", 4],
    ["255.255.255.255", 4],
    ["::", 6],
    ["::1", 6],
    ["::ffff:127.0.0.1", 6],
    ["::ffff:a9fe:a9fe", 6],
    ["64:ff9b::7f00:1", 6],
    ["fc00::1", 6],
    ["fe80::1", 6],
    ["ff02::1", 6],
    ["2001:db8::1", 6],
    ["2002:7f00:1::", 6],
    ["fd00:ec2::254", 6],
  ])("may not be %s", (address, family) => {
    expect(isPublicAddress(address, family)).toBe(false);
  });

  it("are the public ones of those that a name has", async () => {
    const mixed = [{ address: "10.0.0.1", family: 4 }, PUBLIC, { address: "::1", family: 6 }];
    await expect(look(mixed, true)).resolves.toEqual([PUBLIC]);
    await expect(look(mixed, false)).resolves.toEqual([PUBLIC.address, 4]);
  });

  it("are refused where a name has none", async () => {
    for (const addresses of [[{ address: "10.0.0.1", family: 4 }], []])
      await expect(look(addresses, true)).rejects.toMatchObject({ code: PRIVATE_ADDRESS });
  });

  it("are an error where the name is not found", async () => {
    const failing: LookupFunction = (_name, _options, callback) =>
      callback(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }), "");
    const found = new Promise((resolve) => {
      publicLookup(failing)("host.bfl.ai", { all: true }, (error) => resolve(error));
    });
    await expect(found).resolves.toMatchObject({ code: "ENOTFOUND" });
  });
});
