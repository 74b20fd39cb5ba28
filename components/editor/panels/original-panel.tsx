import { CalendarClock, Image as ImageIcon } from "lucide-react";
import { formatDay } from "../client/formats";
import { useEditor } from "../editor-context";
import { Fact } from "./fact";

/** Everything about the picture that all versions came from. */
export function OriginalPanel() {
  const { keeper, sourceName } = useEditor().view;
  if (keeper === null) return null;
  const { edit, sourceSize } = keeper;
  return (
    <>
      <header>
        <h1 className="text-lg font-semibold tracking-tight">Original</h1>
        <p className="text-sm text-muted-foreground">
          {sourceName === null ? "Where it began" : `${sourceName}, where it began`}
        </p>
      </header>
      <p className="text-sm">
        What you ask for here is made of the original, as a branch beside what is there already.
      </p>
      <div className="flex flex-col gap-1.5 border-t pt-3 text-sm text-muted-foreground">
        {sourceSize && <Fact icon={ImageIcon}>{`${sourceSize.width} × ${sourceSize.height} pixels`}</Fact>}
        <Fact icon={CalendarClock}>{`Kept until ${formatDay(edit.expires_at)}, then deleted.`}</Fact>
      </div>
    </>
  );
}
