import type { Metadata } from "next";
import { headers } from "next/headers";
import { z } from "zod";
import { Pictures } from "@/components/pictures/pictures";
import { listOwnPictures } from "@/lib/edits/own-pictures";
import { identifyClient } from "@/lib/http/client";
import { getServices } from "@/lib/services";

export const metadata: Metadata = { robots: { index: false, follow: false } };

type PicturesPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** `q`: what is looked for. */
const querySchema = z.object({ q: z.string().max(200).catch("") });

/** Everything that this browser made, by its cookie. */
export default async function PicturesPage({ searchParams }: PicturesPageProps) {
  const { q } = querySchema.parse(await searchParams);
  const services = await getServices();
  const { ownerHash } = await identifyClient(services, await headers());
  const first = await listOwnPictures(services, ownerHash, { words: q });
  return <Pictures first={first} words={q} retentionDays={services.env.retentionDays} />;
}
