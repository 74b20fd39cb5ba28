import type { Metadata } from "next";
import { connection } from "next/server";
import { Message } from "@/components/message";
import { z } from "zod";
import { Guide } from "@/components/guide/guide";
import { getServices } from "@/lib/services";

export const metadata: Metadata = {
  description: "What can be said to the local engine of Mizual, with examples.",
};

type GuidePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** `q`: what is looked for; `edit`: id of the edit that one comes from. */
const querySchema = z.object({ q: z.string().max(200).catch(""), edit: z.uuid().nullable().catch(null) });

/** What the editor of rules understands, from its own declarations; where there is none, that any words will do. */
export default async function GuidePage({ searchParams }: GuidePageProps) {
  await connection();
  const { q, edit } = querySchema.parse(await searchParams);
  const { editors } = await getServices();
  const vocabulary = await editors.find((editor) => editor.vocabulary !== undefined)?.vocabulary?.();
  if (vocabulary === undefined) {
    return (
      <Message
        title="Say it as you like"
        text="The engines set up here are generative models: describe in your own words what should change, and what should stay as it is."
      />
    );
  }
  return <Guide vocabulary={vocabulary} edit={edit} wanted={q} />;
}
