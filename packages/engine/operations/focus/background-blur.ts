import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { blurBehind } from "../../pixels/background-blur";
import { findMask } from "../../regions/find-mask";

/** Radius of the usual blur, as a share of the shorter side: about what an open portrait lens gives. */
const USUAL_SHARE = 0.02;

const SOMEBODY =
  "subject/person/kid/kids/child/children/man/woman/girl/boy/dog/cat/people/couple/baby/guy/lady/him/her/them/us/me/grandpa/grandma/dad/mom/mum";
const BACKGROUND = "background/backdrop/surroundings";

/**
 * Blurs what lies behind the subject as an open lens would. The blur is made of the background's own
 * colours only, so that the subject does not glow into it.
 */
export const backgroundBlur = defineOperation({
  name: "background-blur",
  family: "focus",
  title: "blur the background",
  examples: ["blur the background", "portrait mode", "give it a bokeh background", "make the background a bit blurry"],
  schema: z.object({ share: z.number().min(0.002).max(0.08) }),
  changes: ["sharpness"],
  regional: false,
  phrases: [
    {
      means: 1,
      say: [
        `blur/blurring/defocus/soften/unfocus out? ${BACKGROUND}`,
        `{make} ${BACKGROUND} {more}? blurry/blurred/blurrier/bokeh/defocused/unfocused/softer/unsharp`,
        `{make} ${BACKGROUND} out focus`,
        `${BACKGROUND} out focus`,
        `${BACKGROUND} {more}? blurry/blurred/blurrier/blur/bokeh`,
        `${BACKGROUND} not blurry/blurred enough`,
        `${BACKGROUND} too sharp/distracting`,
        `{make}? ${BACKGROUND} {less} sharp/distracting/busy`,
        `{make}? {less} sharp/distracting/busy ${BACKGROUND}`,
        `{give} {more}? blurred/blurry/bokeh/defocused ${BACKGROUND}`,
        `blurred/blurry/bokeh ${BACKGROUND}`,
        `{give}? {more}? ${BACKGROUND} blur/bokeh`,
        `{give} {more}? blur/bokeh on/behind? ${BACKGROUND}`,
        "{make}? portrait mode/style",
        "{make}/{give}? portraitmode",
        "{make} with? portrait mode",
        "{give}? shallow/shallower depth field",
        "{make} depth field shallow/shallower",
        "{give} {more} shallow depth field",
        "{less} depth field",
        `{make} ${SOMEBODY} stand out {more}? from? background/ground/scene/crowd?`,
        `blur out? everything/all/whatever/stuff/what? behind/around ${SOMEBODY}`,
        "blur except/but/besides subject/person/foreground",
        "{keep} only subject/person sharp/focus",
        "focus on subject/person/people/him/her/them/us/me",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ share: rounded(USUAL_SHARE * strength * 1000) / 1000 }),
  sentence: ({ share }) => `Blur the background${howMuch(share / USUAL_SHARE)} and leave the subject sharp.`,
  async apply(raster, { share }, work) {
    const subject = await findMask(raster, [{ name: "subject" }], work);
    work.progress(0.5);
    return blurBehind(raster, subject, share, work);
  },
});
