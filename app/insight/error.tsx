"use client";

import type { ComponentProps } from "react";
import { LastResort } from "@/components/last-resort";

const WORDS = {
  title: "The figures could not be read",
  means: "The database or another part of the server does not answer. The server's log says which.",
  way: { label: "See what works", path: "/health/ready" },
};

/** What the operator sees while the figures cannot be read: what else there is to look at. */
export default function InsightError(props: Omit<ComponentProps<typeof LastResort>, "words">) {
  return <LastResort {...props} words={WORDS} />;
}
