import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

/**
 * What the server is asked for in the tests of a file, and what it answers, one after the other: a response or
 * the promise of one, an error that is thrown, or anything else as JSON; when none is left, 500. Clears the page and its address after each test.
 *
 *     const server = answersOfFile();
 *     server.answers.push({ shares: [] });
 *     render(…);
 *     expect(server.asked).toEqual(["GET /api/shares"]);
 */
export function answersOfFile(): { readonly asked: string[]; readonly answers: unknown[] } {
  const asked: string[] = [];
  const answers: unknown[] = [];
  beforeEach(() => {
    asked.length = 0;
    answers.length = 0;
    vi.stubGlobal("fetch", async (address: string, { method = "GET", body }: RequestInit = {}) => {
      asked.push(`${method} ${address} ${typeof body === "string" ? body : ""}`.trim());
      if (answers.length === 0) return Response.json({}, { status: 500 });
      const answer = await answers.shift();
      if (answer instanceof Error) throw answer;
      return answer instanceof Response ? answer : Response.json(answer);
    });
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    );
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    window.history.replaceState(null, "", "/");
  });
  return { asked, answers };
}
