import type { EditLine } from "@/lib/insight/edits";
import { EditLink, OutcomeWord } from "./edit-words";
import { dollars, editorWord, seconds, timeWord } from "./words";

const HEADS = ["Ended (UTC)", "Edit", "Outcome", "Editor", "Took", "Cost", "Rated"] as const;

/** Single edits, each a way to what is known of it. */
export function EditTable({ edits, caption }: { edits: readonly EditLine[]; caption: string }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-2xl text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-left text-xs text-muted-foreground">
          <tr>
            {HEADS.map((head) => (
              <th key={head} className="py-1 pr-4 font-normal last:pr-0">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {edits.map(({ id, endedAt, outcome, editor, model, seconds: took, costUsd, rating }) => (
            <tr key={id} className="border-t">
              <td className="py-2 pr-4 whitespace-nowrap tabular-nums">{timeWord(endedAt)}</td>
              <td className="pr-4">
                <EditLink id={id} />
              </td>
              <td className="pr-4">
                <OutcomeWord outcome={outcome} />
              </td>
              <td className="pr-4">
                <span>{editorWord(editor)}</span>
                {model !== "" && <span className="block text-xs text-muted-foreground">{model}</span>}
              </td>
              <td className="pr-4 tabular-nums">{took === null ? "–" : seconds(took)}</td>
              <td className="pr-4 tabular-nums">{dollars(costUsd)}</td>
              <td>{rating === null ? "–" : rating === "up" ? "thumbs up" : "thumbs down"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
