type Schema = { type?: unknown; enum?: readonly string[]; properties?: Record<string, Schema> };

/**
 * An answer that keeps a JSON schema, as a model that was bound to it gives: every object with all its
 * properties, every string filled by `text`, which gets the property's name, or one of those that there are to choose from.
 */
export function fillSchema(schema: unknown, text: (name: string) => string, name = ""): unknown {
  const { type, enum: options, properties = {} } = schema as Schema;
  if (options !== undefined) return options.find((option) => text("prompt").includes(option)) ?? options.at(-1);
  if (type === "string") return text(name);
  if (type !== "object") throw new Error(`a schema of type ${String(type)} is not known here`);
  return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, fillSchema(inner, text, key)]));
}
