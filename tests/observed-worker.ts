import { flushObservers } from "@/lib/observe";
import { PEER_HEADER } from "@/lib/limits/client-address";
import { getRuntime } from "@/lib/services";
import { GET as editors } from "@/app/api/editors/route";
import { GET as metrics } from "@/app/api/metrics/route";

// A process that is started by its environment, which asks itself for its editors and then for its metrics.
const { database } = await getRuntime();
const ask = (path: string): [Request, { params: Promise<Record<string, never>> }] => {
  const headers = { Authorization: `Bearer ${process.env["METRICS_TOKEN"]}`, [PEER_HEADER]: "192.0.2.1" };
  return [new Request(`http://mizual.test${path}`, { headers }), { params: Promise.resolve({}) }];
};
console.log((await editors(...ask("/editors"))).status);
console.log(await (await metrics(...ask("/metrics"))).text());
await flushObservers();
await database.close();
process.exit(0);
