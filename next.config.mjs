import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * The paths that a `route.ts` declares by `endpoint("/…")`, as Next writes them. They answer at the root
 * as well as under /api, with and without a trailing slash, and never by a redirect: a redirected upload
 * is sent twice. Those declared below /api/ answer there alone. Read as text, for Next loads this file
 * before any TypeScript; a build keeps what it found, so that a server reads no sources.
 */
function rootPaths() {
  const folder = path.join(import.meta.dirname, "app", "api");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts")
    .flatMap((file) => {
      const source = readFileSync(path.join(folder, file), "utf8");
      const declared = /\bendpoint\(\s*"\/(?!api\/)([^"]+?)\/?"/.exec(source)?.[1];
      return declared === undefined ? [] : [declared.replaceAll(/\{(\w+)\}/g, ":$1")];
    })
    .toSorted();
}

/** Where each commit is built anew from a clean folder, and the compiler has its own turn: see .ci/run. */
const once = process.env.BUILD_ONCE === "1";

// What holds for every answer, whoever gives it. The policy of a page is the proxy's, of an answer its route's.
const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
  // For what has no policy of its own: nothing of ours is shown inside another page.
  { key: "X-Frame-Options", value: "DENY" },
];

// What a page's action answers is data, which the proxy leaves alone (proxy.ts): nothing in it may be shown or run.
const action = [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'; sandbox" }];

/** @type {import('next').NextConfig} */
const config = {
  // For the container's image alone: `npm start` and Vercel serve the build as it is.
  output: process.env.NEXT_OUTPUT === "standalone" ? "standalone" : undefined,
  reactCompiler: true,
  poweredByHeader: false,
  skipTrailingSlashRedirect: true,
  transpilePackages: ["@mizual/engine"],
  serverExternalPackages: ["@electric-sql/pglite", "@techstark/opencv-js", "libheif-js", "opentype.js", "sharp"],
  images: { unoptimized: true },
  ...(once && { typescript: { ignoreBuildErrors: true } }),
  experimental: {
    ...(once && { turbopackFileSystemCacheForBuild: false }),
    // As Vercel's own server does it: a function loads the route that is asked for.
    ...(process.env.VERCEL && { preloadEntriesOnStart: false }),
  },
  // Read by name at run time, which the tracer cannot see.
  outputFileTracingIncludes: {
    // Letters that the local engine writes with, and what reads them.
    "/*": [
      "./node_modules/@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf",
      "./node_modules/@expo-google-fonts/inter/800ExtraBold/Inter_800ExtraBold.ttf",
      "./node_modules/@expo-google-fonts/inter/package.json",
      "./node_modules/@expo-google-fonts/inter/LICENSE_FONT",
      "./node_modules/opentype.js/package.json",
      "./node_modules/opentype.js/dist/opentype.js",
      // What finds people and faces.
      "./node_modules/@mediapipe/selfie_segmentation/selfie_segmentation.tflite",
      "./node_modules/@mediapipe/face_detection/face_detection_full_range.tflite",
      // What reads HEIC.
      "./node_modules/libheif-js/package.json",
      "./node_modules/libheif-js/LICENSE",
      "./node_modules/libheif-js/libheif-wasm/libheif.js",
      "./node_modules/libheif-js/libheif-wasm/libheif.wasm",
    ],
    "/docs/[asset]": [
      "./node_modules/swagger-ui-dist/swagger-ui.css",
      "./node_modules/swagger-ui-dist/swagger-ui-bundle.js",
    ],
  },
  // There a database on a server is demanded, so that no function has to carry the embedded one.
  ...(process.env.VERCEL && { env: { VERCEL: "1" } }),
  ...(process.env.VERCEL && { outputFileTracingExcludes: { "/*": ["./node_modules/@electric-sql/pglite/**"] } }),
  // Pages and routes set their own headers; these are files. Those of samples keep their names.
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    { source: "/:path((?!api/).*)", has: [{ type: "header", key: "next-action" }], headers: action },
    // What browsers ask for anew by themselves, and its page.
    { source: "/(sw.js|offline.html)", headers: [{ key: "Cache-Control", value: "no-cache" }] },
    { source: "/icons/:path*", headers: [{ key: "Cache-Control", value: "public, max-age=86400" }] },
    {
      source: "/samples/:path*",
      headers: [{ key: "Cache-Control", value: "public, max-age=86400, stale-while-revalidate=604800" }],
    },
  ],
  rewrites: async () => ({
    beforeFiles: rootPaths().flatMap((each) => [
      { source: `/${each}`, destination: `/api/${each}` },
      { source: `/${each}/`, destination: `/api/${each}` },
      { source: `/api/${each}/`, destination: `/api/${each}` },
    ]),
  }),
};

export default config;
