/** The Redis that tests may use (`TEST_REDIS_URL`), or null: then what needs one is skipped. */
export function testRedisUrl(): string | null {
  const url = process.env["TEST_REDIS_URL"];
  return url === undefined || url === "" ? null : url;
}
