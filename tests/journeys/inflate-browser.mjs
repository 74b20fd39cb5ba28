import path from "node:path";
import { inflate } from "@sparticuz/chromium";

// `node inflate-browser.mjs <folder of the package>`: it always writes to the system's temp folder,
// so whoever starts this names another one in TMPDIR. al2023 holds NSS, for machines without it.
const [folder = "."] = process.argv.slice(2);
for (const part of ["chromium.br", "al2023.tar.br"]) await inflate(path.join(folder, "bin", part));
