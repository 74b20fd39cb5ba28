import { z } from "zod";
import { findComplaints, sumUsage, sumWords, type WordSum } from "@/db/queries/analytics";
import { JUDGED_BY } from "@/lib/feedback/judge-feedback";
import type { Services } from "@/lib/services";
import { commonWords } from "./common-words";
import { rangeShape } from "./range";
import { shareOf, shareSchema } from "./statistics";
import { demandRange } from "./usage";

/** Query of `GET /analytics/feedback`. */
export const feedbackQuery = z.object(rangeShape);

/** Texts that are looked through for what they have in common. */
const MOST_TEXTS = 500;

const SENTIMENTS = ["negative", "neutral", "positive", "unknown"] as const;

/** Answer of `GET /analytics/feedback`. */
export const feedbackFiguresSchema = z
  .strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    rate: shareSchema.nullable().meta({ description: "Rated, of the completed edits of the range." }),
    satisfaction: shareSchema.nullable().meta({ description: "Thumbs up, of the rated." }),
    texts: z.int().min(0),
    sentiment: z.record(z.enum(SENTIMENTS), z.int().min(0)).meta({
      description:
        "How texts sound, by who judged them; `unknown`: nobody can tell, or the lexicon knows no word of it.",
    }),
    judged: z.array(z.strictObject({ by: z.string(), texts: z.int().positive() })).meta({
      description:
        "Who judged how they sound: `lexicon`, which knows English words and understands nothing, or a provider.",
    }),
    themes: z
      .array(z.strictObject({ theme: z.string(), up: z.int().min(0), down: z.int().min(0) }))
      .meta({ description: "What texts speak of, told by words of a list; a text may speak of several." }),
    complaints_in_common: z.array(z.strictObject({ words: z.string(), texts: z.int().positive() })).meta({
      description: `Words that at least three people wrote in the newest ${MOST_TEXTS} texts with a thumbs down; who writes on several days counts as several.`,
    }),
  })
  .meta({ id: "FeedbackFigures" });

export type FeedbackFigures = z.infer<typeof feedbackFiguresSchema>;

/**
 * What people think of the edits of a range. Sums are kept with each feedback; what complaints have in common is read
 * from the newest texts that are still there, unless `complaints` is false.
 * @throws {AppError} `VALIDATION_FAILED` for a range that is none.
 */
export async function countFeedback(
  { db }: Pick<Services, "db">,
  query: z.output<typeof feedbackQuery>,
  { complaints: wanted = true } = {},
): Promise<FeedbackFigures> {
  const range = await demandRange({ db }, query);
  const [usage, words, complaints] = await Promise.all([
    sumUsage(db, range, "outcome"),
    sumWords(db, range),
    wanted ? findComplaints(db, range, MOST_TEXTS) : [],
  ]);
  const total = (of: (sum: (typeof usage)[number]) => number): number => usage.reduce((all, sum) => all + of(sum), 0);
  const up = total((sum) => sum.ratedUp);
  const rated = up + total((sum) => sum.ratedDown);
  const whole = words.filter(({ theme }) => theme === "");
  return {
    ...range,
    rate: shareOf(
      rated,
      total((sum) => (sum.outcome === "completed" ? sum.edits : 0)),
    ),
    satisfaction: shareOf(up, rated),
    texts: textsIn(whole),
    sentiment: {
      negative: textsIn(whole.filter(({ sentiment }) => sentiment === "negative")),
      neutral: textsIn(whole.filter(({ sentiment }) => sentiment === "neutral")),
      positive: textsIn(whole.filter(({ sentiment }) => sentiment === "positive")),
      unknown: textsIn(whole.filter(({ sentiment }) => sentiment === "")),
    },
    judged: judgesIn(words),
    themes: themesIn(words),
    complaints_in_common: commonWords(byPerson(complaints)),
  };
}

/** What one client wrote on one day is one text: what few people wrote stays theirs, however often they wrote it. */
function byPerson(complaints: ReadonlyArray<{ text: string; from: string | null }>): string[] {
  const texts = new Map<string, string>();
  complaints.forEach(({ text, from }, at) => {
    const person = from ?? `nobody known ${at}`;
    texts.set(person, `${texts.get(person) ?? ""}\n${text}`);
  });
  return [...texts.values()];
}

const textsIn = (sums: readonly WordSum[]): number => sums.reduce((all, { texts }) => all + texts, 0);

const isJudge = (theme: string): boolean => theme.startsWith(JUDGED_BY);

function judgesIn(words: readonly WordSum[]): FeedbackFigures["judged"] {
  const hosted = [...new Set(words.map(({ theme }) => theme))].filter(isJudge).map((mark) => ({
    by: mark.slice(JUDGED_BY.length),
    texts: textsIn(words.filter(({ theme }) => theme === mark)),
  }));
  const lexicon =
    textsIn(words.filter(({ theme }) => theme === "")) - hosted.reduce((all, { texts }) => all + texts, 0);
  return [{ by: "lexicon", texts: lexicon }, ...hosted].filter(({ texts }) => texts > 0);
}

function themesIn(words: readonly WordSum[]): FeedbackFigures["themes"] {
  const themes = [...new Set(words.map(({ theme }) => theme))].filter((theme) => theme !== "" && !isJudge(theme));
  return themes
    .map((theme) => {
      const own = words.filter((sum) => sum.theme === theme);
      return {
        theme,
        up: textsIn(own.filter(({ rating }) => rating === 1)),
        down: textsIn(own.filter(({ rating }) => rating === 0)),
      };
    })
    .toSorted((a, b) => b.down - a.down || b.up - a.up || (a.theme < b.theme ? -1 : 1));
}
