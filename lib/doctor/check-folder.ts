import { mkdtemp, rm, stat } from "node:fs/promises";
import path from "node:path";

/**
 * Resolves when a folder can be written, or made where it is missing; leaves nothing behind.
 * @throws what the system says.
 */
export async function checkFolder(folder: string): Promise<void> {
  const probe = await mkdtemp(path.join(await nearest(folder), ".mizual-doctor-"));
  await rm(probe, { recursive: true });
}

/** The folder, or the first above it that is there. */
async function nearest(folder: string): Promise<string> {
  try {
    await stat(folder);
    return folder;
  } catch (error) {
    const above = path.dirname(folder);
    const absent = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!absent || above === folder) throw error;
    return nearest(above);
  }
}
