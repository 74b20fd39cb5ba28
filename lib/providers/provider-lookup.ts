import { lookup } from "node:dns";
import { BlockList, type LookupFunction } from "node:net";

const RESERVED = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  RESERVED.addSubnet(net, prefix, "ipv4");
}
// Translations of IPv4 addresses (Teredo, 6to4) and examples lie in the public part.
for (const [net, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  RESERVED.addSubnet(net, prefix, "ipv6");
}
const PUBLIC_IPV6 = new BlockList();
PUBLIC_IPV6.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address is one of the internet: not of this machine, a local network, a cloud's metadata or reserved. */
export function isPublicAddress(address: string, family: number): boolean {
  if (family === 4) return !RESERVED.check(address, "ipv4");
  return PUBLIC_IPV6.check(address, "ipv6") && !RESERVED.check(address, "ipv6");
}

/** Marks what `publicLookup` refuses. */
export const PRIVATE_ADDRESS = "ERR_PRIVATE_ADDRESS";

/**
 * Finds the addresses of a name, public ones only. It is asked when the connection is made, so that a
 * name can't be one address when it is checked and another when it is used.
 * @param resolve how names are looked up, by default as the system does.
 */
export function publicLookup(resolve: LookupFunction = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, "");
      const addresses = (Array.isArray(found) ? found : []).filter(({ address, family }) =>
        isPublicAddress(address, family),
      );
      const [first] = addresses;
      if (first === undefined) {
        return callback(Object.assign(new Error("the name has no public address"), { code: PRIVATE_ADDRESS }), "");
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
