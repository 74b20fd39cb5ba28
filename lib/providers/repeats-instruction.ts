/** Words in a row that nobody writes by chance. */
const RUN = 8;

/** Whether `text` repeats a run of words of `instruction` that the person did not write themselves. */
export function repeatsInstruction(text: string, instruction: string, own: string): boolean {
  const told = runsOf(instruction);
  const written = runsOf(own);
  for (const run of runsOf(text)) if (told.has(run) && !written.has(run)) return true;
  return false;
}

function runsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const runs = new Set<string>();
  for (let at = 0; at + RUN <= words.length; at += 1) runs.add(words.slice(at, at + RUN).join(" "));
  return runs;
}
