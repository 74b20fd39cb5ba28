import type { Overview } from "@/lib/insight/overview";
import { Change, changeOf, type ChangeProps } from "./change";
import { FigureTable } from "./figure-table";
import { Card, Nothing } from "./frame";
import { between, amount, percent } from "./words";

/** What people think of their edits. */
export function FeedbackCards({ overview: { feedback, feedbackBefore: before, editor } }: { overview: Overview }) {
  if (feedback === null) return null;
  const { rate, satisfaction, sentiment, judged, texts, themes, complaints_in_common: common } = feedback;
  return (
    <>
      <Card
        title="What people think"
        note={`Of the edits of these days, as far as they were rated${editor === null ? "" : "; by all editors"}.`}
      >
        {satisfaction === null ? (
          <Nothing>Nobody has rated an edit of these days.</Nothing>
        ) : (
          <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2 text-sm">
            <dt>Liked it</dt>
            <dd className="text-right tabular-nums">
              <Beside change={changeOf(satisfaction.share, before?.satisfaction?.share, "more")} />
              <span>{` ${percent(satisfaction.share)} of ${amount(satisfaction.of)}`}</span>
            </dd>
            <dt className="text-muted-foreground">likely range (95 %)</dt>
            <dd className="text-right text-muted-foreground tabular-nums">{between(satisfaction)}</dd>
            <dt>Rated at all</dt>
            <dd className="text-right tabular-nums">
              <Beside change={changeOf(rate?.share, before?.rate?.share, null)} />
              <span>{rate === null ? " –" : ` ${percent(rate.share)}`}</span>
            </dd>
          </dl>
        )}
        {texts > 0 && (
          <div className="flex flex-col gap-2">
            <h3 className="text-sm font-medium">{`How ${amount(texts)} texts sound`}</h3>
            <div className="flex h-3 overflow-hidden rounded-full bg-secondary" aria-hidden="true">
              {SOUNDS.map(({ name, color }) => (
                <span key={name} style={{ width: `${(sentiment[name] / texts) * 100}%`, background: color }} />
              ))}
            </div>
            <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted-foreground">
              {SOUNDS.map(({ name, label, color }) => (
                <li key={name} className="flex items-center gap-1.5">
                  <span className="size-2.5 rounded-xs" style={{ background: color }} />
                  <span>{`${label} ${amount(sentiment[name])}`}</span>
                  <Beside change={changeOf(sentiment[name], before?.sentiment[name], null)} />
                </li>
              ))}
            </ul>
            <p className="text-xs text-muted-foreground">
              {`${judged.map(({ by, texts: own }) => `${amount(own)} by ${JUDGES[by] ?? by}`).join("; ")}.`}
            </p>
          </div>
        )}
      </Card>
      <Card title="What texts speak of" note="Told by lists of English words; a text may speak of several things.">
        {themes.length === 0 ? (
          <Nothing>No text of these days speaks of anything that is on the lists.</Nothing>
        ) : (
          <FigureTable
            caption="Themes of feedback"
            heads={["Theme", "thumbs down", "thumbs up"]}
            rows={themes.map(({ theme, label, down, up }) => ({
              key: theme,
              name: label,
              figures: [withChange(down, before, theme, "down"), withChange(up, before, theme, "up")],
            }))}
          />
        )}
        {common.length > 0 && (
          <div className="flex flex-col gap-2">
            <h3 className="text-sm font-medium">What complaints have in common</h3>
            <ul className="flex flex-wrap gap-1.5">
              {common.map(({ words, texts: in_ }) => (
                <li key={words} className="rounded-md bg-secondary px-2 py-1 text-sm">
                  <span>{words}</span>
                  <span className="ml-1.5 text-xs text-muted-foreground tabular-nums">{amount(in_)}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Card>
    </>
  );
}

const Beside = ({ change }: { change: ChangeProps | null }) =>
  change === null || (change.now === 0 && change.before === 0) ? null : <Change {...change} isSmall />;

/** How often a theme comes with a thumb, and how that differs from the range before. */
function withChange(now: number, before: Overview["feedbackBefore"], theme: string, thumb: "up" | "down") {
  const earlier = before?.themes.find((row) => row.theme === theme)?.[thumb] ?? 0;
  return (
    <>
      <Beside change={before === null ? null : { now, before: earlier, better: null }} />
      <span>{` ${amount(now)}`}</span>
    </>
  );
}

const JUDGES: Readonly<Record<string, string>> = {
  lexicon: "a lexicon of English words (VADER), which counts words and understands nothing",
  gemini: "Gemini",
};

const SOUNDS = [
  { name: "negative", label: "Negative", color: "light-dark(oklch(0.55 0.18 27), oklch(0.68 0.16 25))" },
  { name: "neutral", label: "Neutral", color: "light-dark(oklch(0.74 0.13 80), oklch(0.78 0.12 82))" },
  { name: "positive", label: "Positive", color: "light-dark(oklch(0.55 0.11 160), oklch(0.74 0.11 160))" },
  { name: "unknown", label: "Not known", color: "light-dark(oklch(0.75 0.01 240), oklch(0.5 0.01 240))" },
] as const;
