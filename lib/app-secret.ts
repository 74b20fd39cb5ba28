import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * The secret of this installation when none is configured: made once in `dataDir`, readable by its
 * owner alone. Two processes that start at once agree on one, for a link appears whole or not at all.
 */
export async function embeddedSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, "secret");
  const draft = `${file}.${randomUUID()}`;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(draft, randomBytes(32).toString("hex"), { mode: 0o600, flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(draft);
  }
  return readFile(file, "utf8");
}
