/** One line of docs/security.md. */
type Requirement = { id: string; what: string; held: Array<{ file: string; title: string | null }>; byReview: boolean };

/** How many there are to be. */
const COUNT = 44;

/** The lines of the table: what must hold, and which tests hold it. */
export function readSecurityList(text: string): Requirement[] {
  return text
    .split("\n")
    .filter((line) => /^\| S\d+ /.test(line))
    .map((line) => {
      const [id = "", what = "", held = ""] = line
        .split("|")
        .slice(1)
        .map((cell) => cell.trim());
      const tests = [...held.matchAll(/`([^`\s]+\.(?:test|journey)\.tsx?)`(?: “([^”]+)”)?/g)];
      return {
        id,
        what,
        held: tests.map(([, file = "", title]) => ({ file, title: title ?? null })),
        byReview: held.includes("by review:"),
      };
    });
}

/** What of the list does not hold together: numbers that are missing, lines without a test, tests that are not there. */
export function securityProblems(list: readonly Requirement[], read: (file: string) => string): string[] {
  const ids = list.map(({ id }) => id);
  const missing = Array.from({ length: COUNT }, (_, index) => `S${index + 1}`).filter((id) => !ids.includes(id));
  const problems = missing.map((id) => `${id} is missing`);
  for (const { id, held, byReview } of list) {
    if (held.length === 0 && !byReview) problems.push(`${id} names no test`);
    for (const { file, title } of held) {
      try {
        const source = read(file);
        if (title !== null && !source.includes(title)) problems.push(`${id}: ${file} has no “${title}”`);
      } catch {
        problems.push(`${id}: ${file} is not there`);
      }
    }
  }
  return problems;
}
