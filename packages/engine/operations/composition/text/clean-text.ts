/** Text as it can be drawn: composed letters, no control or direction marks, single spaces, no empty lines around it. */
export function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/\r\n?|\u2028|\u2029/g, "\n")
    .replaceAll(/[^\S\n]/g, " ")
    .replaceAll(/[^\P{C}\n]/gu, "")
    .replaceAll(/ {2,}/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}
