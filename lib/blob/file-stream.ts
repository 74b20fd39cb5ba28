import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";

const CHUNK_BYTES = 256 * 1024;

/**
 * Opens a file at once and reads it as it is asked for. The file is closed at its end, on an error
 * (which `translate` turns into what the reader sees) and when the reader cancels.
 * @throws what the file system throws when the file cannot be opened.
 */
export async function fileStream(
  file: string,
  translate: (error: unknown) => Error,
): Promise<{ size: number; body: ReadableStream<Uint8Array> }> {
  const handle = await open(file, "r");
  const size = await sizeOf(handle);
  let left = size;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { bytesRead, buffer } = await handle.read(new Uint8Array(CHUNK_BYTES), 0, CHUNK_BYTES);
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
          left -= bytesRead;
          // Who knows the size may not ask again after the last byte.
          if (bytesRead === 0 || left <= 0) {
            await handle.close();
            controller.close();
          }
        } catch (error) {
          await handle.close().catch(() => undefined);
          controller.error(translate(error));
        }
      },
      async cancel() {
        await handle.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { size, body };
}

async function sizeOf(handle: FileHandle): Promise<number> {
  try {
    return (await handle.stat()).size;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
