import { envVariables } from "@/lib/config/env";

const SECRET_NAMES = /(KEY|TOKEN|SECRET)(_FALLBACK)?$/;
const URL_NAMES = /URL/;

/**
 * Takes every secret of the environment out of a text: the last fence before it is printed. Passwords
 * within addresses count, in both their spellings.
 */
export function hideSecrets(text: string, variables: Readonly<Record<string, string | undefined>>): string {
  const secrets = Object.keys(envVariables).flatMap((name) => {
    const value = variables[name] ?? "";
    if (SECRET_NAMES.test(name)) return [value];
    return URL_NAMES.test(name) ? passwordsIn(value) : [];
  });
  return secrets
    .filter((secret) => secret.length >= 4)
    .toSorted((one, other) => other.length - one.length)
    .reduce((hidden, secret) => hidden.replaceAll(secret, "…"), text);
}

function passwordsIn(address: string): string[] {
  const [, password = ""] = /^[a-z]+:\/\/[^/?#]*?:(.*)@/i.exec(address) ?? [];
  return [password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
