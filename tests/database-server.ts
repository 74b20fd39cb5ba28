/** The PostgreSQL that tests may use (`TEST_DATABASE_URL`), or null: then they run on the embedded database. */
export function testServerUrl(): string | null {
  const url = process.env["TEST_DATABASE_URL"];
  return url === undefined || url === "" ? null : url;
}
