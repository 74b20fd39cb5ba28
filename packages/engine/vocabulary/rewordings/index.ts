import { COLOURS } from "../colours";
import { LIGHT_REWORDINGS } from "./light";
import type { Rewording } from "./rewording";
import { SHAPE_REWORDINGS } from "./shape";
import { SIGHT_REWORDINGS } from "./sight";
import { EVERYDAY_REWORDINGS } from "./everyday";
import { WISH_REWORDINGS } from "./wishes";

/** Parts that many patterns share, by the name in braces. */
const PARTS: Readonly<Record<string, string>> = {
  be: "(?:is|are|was|were|looks?|seems?|feels?|appears?|comes? out|came out|turned out|ended up|got|gets|looking|be)",
  very: "(?:(?:a bit|a little bit|a little|a tad|a touch|slightly|somewhat|kind of|sort of|rather|quite|pretty|fairly|so|really|very|all|way|far|totally|completely|just|super|extremely|incredibly|horribly|awfully|terribly|ridiculously|absurdly|insanely|bloody|damn|much|a lot|overly|still|always|almost|practically|literally|unnaturally) )",
  it: "(?:it|this|that|the picture|this picture|my picture|picture|everything|the whole thing|the whole picture|the scene|all of it|things)",
  the: "(?:the|this|that|these|those|my|our|his|her|their|your|its|all|all the|all of the|some of the)",
  x: "((?:[^\\s,§]+ ){0,5}?[^\\s,§]+)",
  want: "(?:i (?:would )?(?:really |just |only |also |kind of )?(?:want|need|like|love|prefer|wish|fancy|am after|am hoping for|am looking for)|we (?:would )?(?:want|need|like|love|prefer))",
  less: "(?:tone|dial|knock|pull|bring|take|turn|calm|rein|ease|scale|wind|cut|back|throttle|tune|quieten|settle)(?: it| that| them)?(?: down| back| in| off)(?: on| of)?",
  rid: "(?:get rid of|getting rid of|lose|ditch|kill|scrap|nix|take out|take away|take off|remove|removing|neutrali[sz]e|tame|counter|counteract|fix|correct|cancel|cancel out|clear|clear up|clean up|strip|strip out|banish|eliminate|combat|tackle|fight|tone down|reduce|calm|calm down|cut|cut down|cut down on|cut back on|drop|sort out|balance out|offset|lessen|minimi[sz]e|do away with|deal with|dial down|dial back|pull out|suck out|wash out|knock back)",
  cast: "(?:cast|tint|tinge|hue|tone|wash|veil|sheen|glow|look|light|lighting|filter|shade|colour|colour cast|overtone|undertone|mess|stuff|ness)",
  // Of these nobody complains.
  virtue: "(?:sharp|crisp|crispy|clear|focused|focussed|detailed|defined|clean|natural|nice|good|great|beautiful)",
  bad: "(?:(?:weird|ugly|strange|slight|strong|bad|awful|horrible|nasty|heavy|unnatural|sickly|unflattering|annoying|odd|overall|faint|terrible|dingy|dirty|gross|murky|general|subtle|distracting|harsh|big|bright|huge|unwanted|muddy|greasy|hideous|crazy|super) )",
  colour: `(?:(?:dark|light|pale|bright|deep) )?(?:${Object.keys(COLOURS).join("|")})`,
  any: `(?:(?:dark|light|pale|bright|deep) )?(?:white|black|grey|silver|${Object.keys(COLOURS).join("|")})`,
  side: "(top|bottom|left|right)",
  end: "(?: hand)?(?: side| part| bit| edge| strip| section| portion| end| area| of (?:it|the picture|the frame))*",
};

/**
 * Whatever follows, up to where something else may begin, and without what forbids, limits or takes away: nothing that is
 * asked for is lost.
 */
const WITHIN =
  "(?:(?! (?:,|:|and|but|then|plus) |(?<!\\S)(?:not|no|never|without|except|only|less|fewer|remove|delete|rid|lose|stop|keep|avoid|instead)(?!\\S)).)*";

const compiled = (rewordings: readonly Rewording[]): Array<{ pattern: RegExp; read: string }> =>
  rewordings.map(([said, read]) => ({
    pattern: new RegExp(
      said.replaceAll(/(?<!\(\?=)\.\*/gu, WITHIN).replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
        const part = PARTS[name];
        if (part === undefined) throw new Error(`Unknown part {${name}} in the rewording "${said}"`);
        return part;
      }),
      "u",
    ),
    read,
  }));

let all: ReturnType<typeof compiled> | null = null;

/** All rewordings, compiled when the first clause needs them. */
export const rewordings = (): ReadonlyArray<{ pattern: RegExp; read: string }> =>
  (all ??= compiled([
    ...WISH_REWORDINGS,
    ...SIGHT_REWORDINGS,
    ...LIGHT_REWORDINGS,
    ...SHAPE_REWORDINGS,
    ...EVERYDAY_REWORDINGS,
  ]));
