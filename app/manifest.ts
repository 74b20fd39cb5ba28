import type { MetadataRoute } from "next";
import { CHOOSER_ACCEPT } from "@/lib/picture-formats";

/** What a browser needs to install the app, and what other apps may share with it (`public/sw.js` takes that). */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Mizual",
    short_name: "Mizual",
    description: "Drop in a photo, say in plain words what to change, and see it happen.",
    lang: "en",
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#f9fafb",
    theme_color: "#0b4a63",
    categories: ["photo", "graphics"],
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icons/app-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/app-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/app-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
    share_target: {
      action: "/share-target",
      method: "post",
      enctype: "multipart/form-data",
      params: { title: "title", text: "text", files: [{ name: "picture", accept: CHOOSER_ACCEPT.split(",") }] },
    },
  };
}
