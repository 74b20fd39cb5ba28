"use client";

import { useEffect, useRef, useState } from "react";
import { followTheme } from "./follow-theme";

type SwaggerUi = (options: { url: string; domNode: Element; deepLinking: boolean; docExpansion: "list" }) => unknown;

declare global {
  interface Window {
    SwaggerUIBundle?: SwaggerUi;
  }
}

/** Shows an OpenAPI document with Swagger UI, whose script is fetched by ours: so it runs under the page's policy. */
export function ApiReference({ script, document: url }: { script: string; document: string }) {
  const container = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");

  useEffect(() => {
    const stopFollowing = followTheme();
    const element = document.createElement("script");
    element.src = script;
    element.addEventListener("error", () => setState("failed"));
    element.addEventListener("load", () => {
      if (container.current === null) return;
      window.SwaggerUIBundle?.({ url, domNode: container.current, deepLinking: true, docExpansion: "list" });
      setState("ready");
    });
    document.head.append(element);
    return () => {
      element.remove();
      stopFollowing();
    };
  }, [script, url]);

  return (
    <>
      {state === "loading" && <p className="py-8 text-muted-foreground">Loading the reference…</p>}
      {state === "failed" && (
        <p role="alert" className="py-8">
          The reference could not be loaded. Reload the page, or read <a href={url}>openapi.json</a>.
        </p>
      )}
      <div ref={container} id="api-reference" />
    </>
  );
}
