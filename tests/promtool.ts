import { spawnSync } from "node:child_process";

/** Prometheus' own tool, where it is installed (Debian's package `prometheus`) or named by `PROMTOOL`. */
const TOOL = process.env["PROMTOOL"] ?? "promtool";

export const hasPromtool = spawnSync(TOOL, ["--version"]).status === 0;

/** What it says of a text, which is `""` where it finds nothing wrong. */
export function promtool(args: readonly string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync(TOOL, args, { input, encoding: "utf8" });
  return status === 0 ? "" : `${stdout}${stderr}`;
}
