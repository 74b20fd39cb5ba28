import { parse } from "@marcbachmann/cel-js";

export type Matcher = (context: Record<string, unknown>) => boolean;

/**
 * A condition in CEL. What cannot be evaluated, such as a key that is missing, does not match; nor does anything
 * but `true`.
 * @throws when it is not valid CEL.
 */
export function compileExpression(expression: string | undefined): Matcher {
  if (expression === undefined) return () => true;
  const evaluate = parse(expression);
  return (context) => {
    try {
      return evaluate(context) === true;
    } catch {
      return false;
    }
  };
}
