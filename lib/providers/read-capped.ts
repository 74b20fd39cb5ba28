/**
 * Reads the whole body of an answer.
 * @throws {Error} as soon as it passes `most` bytes; what the connection throws otherwise.
 */
export async function readCapped(response: Response, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  if (response.body === null) return Buffer.alloc(0);
  // Leaving the loop cancels the rest.
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > most) throw new Error(`the answer has more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}
