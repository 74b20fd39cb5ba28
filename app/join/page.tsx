import type { Metadata } from "next";
import { connection } from "next/server";
import { Join } from "@/components/handover/join";

export const metadata: Metadata = { robots: { index: false, follow: false } };

/** Where a link from another device leads. Its key stands behind the `#`, so that it stays in the browser. */
export default async function JoinPage() {
  await connection();
  return <Join />;
}
