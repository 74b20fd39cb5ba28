import { expect, it } from "vitest";
import { parseEnv } from "@/lib/env";
import { createRuntime } from "./services";

it("refuses to start where files do not last", async () => {
  await expect(createRuntime({ ...parseEnv({}), onVercel: true })).rejects.toThrow("pictures cannot be kept on Vercel");
});
