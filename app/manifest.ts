import type { MetadataRoute } from "next";

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Mizual",
    short_name: "Mizual",
    description: "Drop in a photo, say in plain words what to change, and see it happen.",
    start_url: "/",
    display: "standalone",
    background_color: "#f9fafb",
    theme_color: "#0b4a63",
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
