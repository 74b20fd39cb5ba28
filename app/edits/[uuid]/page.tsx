import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getEditProgress, getPictureNow, getVocabulary } from "@/app/actions";
import { offersOf } from "@/components/editor/client/offers";
import { TakenDown } from "@/components/taken-down";
import { EditEditor } from "@/components/editor/edit-editor";
import { identifyClient } from "@/lib/http/client";
import { answerGone } from "@/lib/http/server-wire";
import { getEditTree } from "@/lib/edits/chain";
import { isGoneByOperator } from "@/lib/moderation/reports";
import { getServices } from "@/lib/services";

export const metadata: Metadata = { robots: { index: false, follow: false } };

type EditPageProps = { params: Promise<{ uuid: string }> };

/** One version, by its address: for its owner with the whole tree, for anyone else with the path to it. */
export default async function EditPage({ params }: EditPageProps) {
  const { uuid } = await params;
  const services = await getServices();
  const { ownerHash } = await identifyClient(services, await headers());
  const tree = await getEditTree(services, uuid, ownerHash, "");
  if (tree === null) {
    if (!(await isGoneByOperator(services, uuid))) notFound();
    answerGone();
    return <TakenDown />;
  }
  return (
    <EditEditor
      key={tree.edits[0]?.uuid}
      tree={tree}
      retentionDays={services.env.retentionDays}
      offers={offersOf(services.editors)}
      askProgress={getEditProgress}
      askVocabulary={getVocabulary}
      askPicture={getPictureNow}
    />
  );
}
