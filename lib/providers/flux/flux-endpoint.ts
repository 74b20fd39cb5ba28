/** An address of the API: `/v1/` and a path below the configured base, which may have a path of its own. */
export function fluxEndpoint(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, "")}/v1/${path.split("/").map(encodeURIComponent).join("/")}`;
}
