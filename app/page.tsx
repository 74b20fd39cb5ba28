import { headers } from "next/headers";
import { connection } from "next/server";
import { getEditProgress, getPictureNow, getVocabulary } from "@/app/actions";
import { offersOf } from "@/components/editor/client/offers";
import { HomeEditor } from "@/components/editor/home-editor";
import { LatestPictures } from "@/components/pictures/latest-pictures";
import { listOwnPictures } from "@/lib/edits/own-pictures";
import { identifyClient } from "@/lib/http/client";
import { getServices } from "@/lib/services";

/** So many of the pictures that this browser made last are shown at the first sight. */
const LATEST = 6;

export default async function HomePage() {
  await connection();
  const services = await getServices();
  const { ownerHash } = await identifyClient(services, await headers());
  const { pictures, next } = await listOwnPictures(services, ownerHash, { limit: LATEST, counted: false });
  return (
    <HomeEditor
      tree={null}
      retentionDays={services.env.retentionDays}
      offers={offersOf(services.editors)}
      askProgress={getEditProgress}
      askVocabulary={getVocabulary}
      askPicture={getPictureNow}
      latest={<LatestPictures pictures={pictures} more={next !== null} />}
    />
  );
}
