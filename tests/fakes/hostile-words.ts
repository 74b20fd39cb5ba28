/**
 * What a model says that obeys whoever spoke last: by name, made from the instruction, the person's
 * words and the key that it was asked with. A request asks for one by `enhancer:<name>` in its words.
 */
export const HOSTILE_WORDS: Readonly<
  Record<string, (asked: { system: string; words: string; key: string }) => string>
> = {
  leak: ({ system }) => system.replaceAll(/\s+/g, " ").slice(0, 1_000),
  "leak-part": ({ system, words }) => `${words}. ${system.split(/\s+/).slice(20, 34).join(" ")}`,
  html: ({ words }) => `${words} <img src=x onerror=alert(1)>`,
  script: ({ words }) => `${words}<script>fetch('/api')</script>`,
  entity: ({ words }) => `${words} &lt;b&gt;`,
  markdown: ({ words }) => `${words} [more](here)`,
  fence: ({ words }) => "```json\n" + words + "\n```",
  url: ({ words }) => `${words}, as on https://evil.example/x`,
  domain: ({ words }) => `${words}, as on evil-pictures.com`,
  long: ({ words }) => `${words} ${"and make it nicer ".repeat(6_000)}`,
  essay: ({ words }) => `${words}. ${"Add a dramatic sunset over the hills. ".repeat(20)}`,
  lettering: ({ words }) => `${words}, and write "BUY NOW" across the sky`,
  style: ({ words }) => `${words}, cinematic, 8k, highly detailed`,
  control: ({ words }) => `${words}\u0007\u001b[31m`,
  bidi: ({ words }) => `${words}\u202egpj.exe`,
  tags: ({ words }) => `${words}\u{e0041}\u{e0042}`,
  key: ({ words, key }) => `${words} ${key}`,
  empty: () => "  \n ",
  unquoted: () => "Change the sign to read something else.",
};
