import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { SharedPage } from "@/components/share/shared-page";
import { TakenDown } from "@/components/taken-down";
import { openShare } from "@/lib/edits/shares";
import { AppError } from "@/lib/errors";
import { requestOrigin } from "@/lib/http/own-origin";
import { answerGone } from "@/lib/http/server-wire";
import { getServices } from "@/lib/services";

type SharePageProps = { params: Promise<{ key: string }> };

const open = cache(async (key: string) => {
  const { db } = await getServices();
  return openShare(db, key).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "SHARE_GONE") return null;
    if (error instanceof AppError && error.code === "TAKEN_DOWN") return "taken down";
    throw error;
  });
});

/** For who is shown a preview of the link; no search engine is to list it. */
export async function generateMetadata({ params }: SharePageProps): Promise<Metadata> {
  const { key } = await params;
  const shared = await open(key);
  const robots = { index: false, follow: false };
  if (shared === null || shared === "taken down") return { robots };
  const { env } = await getServices();
  const origin = requestOrigin({ url: "http://localhost", headers: await headers() }, env);
  const description = shared.words ?? "Before and after, side by side.";
  return {
    robots,
    description,
    openGraph: {
      title: "A picture edited with Mizual",
      description,
      type: "website",
      images: [
        { url: `${origin}/api/shared/${key}/card`, type: "image/jpeg", alt: shared.altText ?? "The edited picture" },
      ],
    },
    twitter: { card: "summary_large_image" },
  };
}

/** One result beside its original, for everyone who has the address. */
export default async function SharePage({ params }: SharePageProps) {
  const { key } = await params;
  const shared = await open(key);
  if (shared === null || shared === "taken down") answerGone();
  if (shared === null) notFound();
  if (shared === "taken down") return <TakenDown />;
  const { width, height } = shared.pictures.result;
  return (
    <SharedPage
      shareKey={key}
      words={shared.words}
      altText={shared.altText}
      size={{ width: width ?? 4, height: height ?? 3 }}
      expiresAt={shared.expiresAt.toISOString()}
    />
  );
}
