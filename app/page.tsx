import { connection } from "next/server";
import { getEditProgress } from "@/app/actions";
import { Editor } from "@/components/editor/editor";
import { getServices } from "@/lib/services";

export default async function HomePage() {
  await connection();
  const { env, editors } = await getServices();
  return (
    <Editor
      tree={null}
      retentionDays={env.retentionDays}
      localOnly={editors.every(({ id }) => id === "local")}
      askProgress={getEditProgress}
    />
  );
}
