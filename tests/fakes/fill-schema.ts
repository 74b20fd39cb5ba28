type Schema = { type?: unknown; properties?: Record<string, Schema> };

/**
 * An answer that keeps a JSON schema, as a model that was bound to it gives: every object with all its
 * properties, every string filled by `text`, which gets the property's name.
 */
export function fillSchema(schema: unknown, text: (name: string) => string, name = ""): unknown {
  const { type, properties = {} } = schema as Schema;
  if (type === "string") return text(name);
  if (type !== "object") throw new Error(`a schema of type ${String(type)} is not known here`);
  return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, fillSchema(inner, text, key)]));
}
