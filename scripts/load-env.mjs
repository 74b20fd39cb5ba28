import { existsSync } from "node:fs";
import path from "node:path";

// Preload (`--import`) for whatever reads process.env without Next, so that `npm run db:status` and
// the server agree on the database. Same files and order as Next; what is set already stays.
const mode = process.env.NODE_ENV === "development" ? "development" : "production";

for (const name of [`.env.${mode}.local`, ".env.local", `.env.${mode}`, ".env"]) {
  const file = path.join(import.meta.dirname, "..", name);
  if (existsSync(file)) process.loadEnvFile(file);
}
