const HEAD_BYTES = 4096;

/** Names SVG, web pages and other text, in UTF-8 or UTF-16; `null` when the bytes are not text. */
export function sniffText(bytes: Buffer): string | null {
  const head = decodeHead(bytes.subarray(0, HEAD_BYTES));
  if (head === null) return null;
  const text = head
    .replace(/^\uFEFF/, "")
    .trimStart()
    .toLowerCase();
  if (/^<!doctype html|^<html|^<head|^<body|^<script/.test(text)) return "a web page";
  if (text.startsWith("<"))
    return /<(?:[a-z]+:)?svg[\s>]|<!doctype svg/.test(text) ? "an SVG drawing" : "an XML or HTML text";
  return "a text file";
}

function decodeHead(head: Buffer): string | null {
  const encoding =
    head[0] === 0xff && head[1] === 0xfe ? "utf-16le" : head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : "utf-8";
  const text = new TextDecoder(encoding).decode(head);
  const odd = text.match(/(?![\t\n\r\f])[\p{Cc}\uFFFD]/gu)?.length ?? 0;
  return head.length > 0 && odd <= text.length / 50 ? text : null;
}
