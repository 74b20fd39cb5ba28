import type { Metadata } from "next";
import Link from "next/link";
import { SiteHeader } from "@/components/site-header";
import packageJson from "@/package.json";
import { ApiReference } from "./api-reference";
import "./docs.css";

export const metadata: Metadata = {
  title: "HTTP API",
  description: "Every route of Mizual's HTTP API, to read and to try.",
};

const ASSET_VERSION = packageJson.dependencies["swagger-ui-dist"];

/** The HTTP API as an interactive page, made from `/openapi.json`. */
export default function DocsPage() {
  return (
    <>
      <link rel="stylesheet" precedence="default" href={`/docs/swagger-ui.css?v=${ASSET_VERSION}`} />
      <SiteHeader />
      {/* Swagger UI brings the main landmark. */}
      <div className="mx-auto max-w-5xl px-4 pb-16">
        <h1 className="sr-only">HTTP API</h1>
        <ApiReference script={`/docs/swagger-ui-bundle.js?v=${ASSET_VERSION}`} document="/api/openapi.json" />
        <noscript>
          <p>
            This page needs JavaScript. The same description is in{" "}
            <Link href="/api/openapi.json" prefetch={false}>
              openapi.json
            </Link>
            .
          </p>
        </noscript>
      </div>
    </>
  );
}
