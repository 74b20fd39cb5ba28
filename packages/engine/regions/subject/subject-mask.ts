import type { Raster } from "../../pixels/raster";
import type { Work } from "../../work";
import { followEdges } from "../follow-edges";
import type { Mask } from "../mask";
import { notFound } from "../not-found";
import { byAlpha } from "./by-alpha";
import { findSubject } from "./find-subject";

/** The confidence from which on a subject counts as found. */
const SURE = 0.7;

/**
 * Where the subject of a picture is: what covers, in one that was cut out before; otherwise what is found.
 * @throws {EngineError} `NOTHING_CHANGED` when none is found with enough certainty; `what` names what was looked for.
 */
export async function subjectMask(raster: Raster, what: string, work: Work): Promise<Mask> {
  const covered = await byAlpha(raster, work.signal);
  if (covered !== null) return covered;
  const { small, share, confidence } = await findSubject(raster, work);
  if (confidence < SURE) throw notFound(what);
  return followEdges(raster, small, share, work.signal);
}
