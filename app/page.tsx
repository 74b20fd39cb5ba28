import { connection } from "next/server";
import { getEditProgress } from "@/app/actions";
import { offersOf } from "@/components/editor/client/offers";
import { Editor } from "@/components/editor/editor";
import { getServices } from "@/lib/services";

export default async function HomePage() {
  await connection();
  const { env, editors } = await getServices();
  return (
    <Editor tree={null} retentionDays={env.retentionDays} offers={offersOf(editors)} askProgress={getEditProgress} />
  );
}
