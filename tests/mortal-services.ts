import type { KyselyPlugin } from "kysely";
import type { ImageEditor } from "@/lib/providers/port";
import type { Services } from "@/lib/services";

/**
 * Services that tell `reach` of each boundary of the edit stage: before and after every statement,
 * every call of the picture store and every call of an editor, from the first look for an attempt to
 * the first small picture of the result. `reach` may end the process.
 */
export function mortalServices(services: Services, reach: (boundary: string) => void): Services {
  let inStage = false;
  const at = (boundary: string): void => {
    if (inStage) reach(boundary);
  };
  const around = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    at(`before ${name}`);
    const result = await work();
    at(`after ${name}`);
    return result;
  };
  const names = new WeakMap<object, string>();
  const statements: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      const name = nameOf(node);
      if (name.endsWith(" edit_attempts")) inStage = true;
      names.set(queryId, name);
      at(`before ${name}`);
      return node;
    },
    transformResult: async ({ result, queryId }) => {
      at(`after ${names.get(queryId) ?? "statement"}`);
      return result;
    },
  };
  const { blobs } = services;
  return {
    ...services,
    db: services.db.withPlugin(statements),
    blobs: {
      ...blobs,
      get: (key) => around("reading a picture", () => blobs.get(key)),
      head: (key) => around("looking for a picture", () => blobs.head(key)),
      put: (...object) => {
        if (object[2] === "image/webp") inStage = false;
        return around("storing a picture", () => blobs.put(...object));
      },
    },
    editors: services.editors.map((editor): ImageEditor => ({
      ...editor,
      submit: (...request) => around("submit", () => editor.submit(...request)),
      poll: (...task) => around("poll", () => editor.poll(...task)),
      fetch: (...result) => around("fetch", () => editor.fetch(...result)),
    })),
  };
}

/** What a statement does to which table, e.g. `UpdateQuery edit_attempts`. */
function nameOf(node: { kind: string }): string {
  const text = JSON.stringify(node);
  const table = ["edit_attempts", "spend_reservations", "spend", "parked_results", "edits"].find((name) =>
    text.includes(`"name":"${name}"`),
  );
  return `${node.kind.replace(/Node$/, "")} ${table ?? "another table"}`;
}
