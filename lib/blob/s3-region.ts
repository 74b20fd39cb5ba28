/** Where known services put a region into the names of their hosts. */
const IN_HOST: readonly RegExp[] = [
  /(?:^|\.)s3[.-](?:dualstack\.|fips\.)?([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/,
  /(?:^|\.)s3\.([a-z0-9-]+)\.(?:scw\.cloud|backblazeb2\.com|wasabisys\.com|idrivee2\.com)$/,
  /(?:^|\.)s3\.([a-z0-9-]+)\.(?:io\.|perf\.)?cloud\.ovh\.(?:net|us)$/,
  /(?:^|\.)([a-z0-9-]+)\.(?:digitaloceanspaces|linodeobjects|vultrobjects|your-objectstorage)\.com$/,
];

/** Hosts without a region in their names, which is then this one. */
const BY_HOST: Readonly<Record<string, string>> = {
  "s3.amazonaws.com": "us-east-1",
  "s3.wasabisys.com": "us-east-1",
};

/** The region that an endpoint's name tells, where it is one of a known service; else `null`. */
export function regionOfEndpoint(endpoint: string): string | null {
  const { hostname } = new URL(endpoint);
  const named = IN_HOST.flatMap((pattern) => pattern.exec(hostname)?.[1] ?? []);
  return BY_HOST[hostname] ?? named[0] ?? null;
}

const REGION = /^[a-z0-9][a-z0-9-]{0,62}$/i;

/**
 * The region that a store asks for in an answer that refuses a request, or `null`: by its header, or in the body by
 * which S3 explains a wrong one. Reads a copy of the answer.
 */
export async function regionAskedFor(response: Response): Promise<string | null> {
  if (response.ok || ![301, 307, 400, 403].includes(response.status)) return null;
  const header = response.headers.get("x-amz-bucket-region");
  if (header !== null) return REGION.test(header) ? header : null;
  const text = await response
    .clone()
    .text()
    .catch(() => "");
  if (!/<Code>(?:AuthorizationHeaderMalformed|AuthorizationQueryParametersError|PermanentRedirect)</.test(text))
    return null;
  const named = /<Region>([^<]+)<\/Region>/.exec(text)?.[1] ?? /expecting '([^']+)'/.exec(text)?.[1];
  return named !== undefined && REGION.test(named) ? named : null;
}
