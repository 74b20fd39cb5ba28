const MAX_SLUG = 48;

/**
 * File name of a downloaded version: `{source}-v{n}-{slug}.png`, from the name of the picture it
 * began with, the version's number and its prompt. Letters of any script are kept.
 */
export function downloadName(sourceName: string | null, version: number, prompt: string): string {
  const source = slug((sourceName ?? "").replace(/\.[^./]+$/, "")) || "mizual";
  return [source, `v${version}`, slug(prompt)].filter((part) => part !== "").join("-") + ".png";
}

function slug(text: string): string {
  const words = text
    .normalize("NFC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== "");
  let result = "";
  for (const word of words) {
    const longer = result === "" ? word : `${result}-${word}`;
    if (longer.length > MAX_SLUG) break;
    result = longer;
  }
  return result === ""
    ? Array.from(words[0] ?? "")
        .slice(0, MAX_SLUG)
        .join("")
    : result;
}
