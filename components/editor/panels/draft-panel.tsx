import { Button } from "@/components/ui/button";
import { days, formatSize } from "../client/formats";
import { COMMANDS } from "../commands";
import { useEditor } from "../editor-context";
import { ideasFor } from "../ideas";
import { PictureChoice } from "../picture-intake";

/** A picture that was chosen and not sent yet: what it is, and ideas that fill the prompt box. */
export function DraftPanel() {
  const { view, run } = useEditor();
  const { draft, kept } = view.state;
  if (draft === null) return null;
  const { picture } = draft;
  return (
    <>
      <header>
        <h1 className="text-lg font-semibold tracking-tight">Your picture</h1>
        <p className="text-sm text-muted-foreground">
          {`${picture.name} · ${picture.stored === undefined ? formatSize(picture.file.size) : `${picture.stored.width} × ${picture.stored.height} pixels`}`}
        </p>
      </header>
      <section aria-labelledby="ideas" className="flex flex-col gap-2">
        <h2 id="ideas" className="text-sm text-muted-foreground">
          Ideas to begin with
        </h2>
        <ul className="flex flex-wrap gap-2">
          {ideasFor(draft.size).map((suggestion) => (
            <li key={suggestion}>
              <Button
                variant="secondary"
                className="h-auto min-h-11 rounded-full whitespace-normal"
                onClick={() => run("suggest", suggestion)}
              >
                {suggestion}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <div className="flex flex-col items-start gap-2 border-t pt-3 text-sm text-muted-foreground">
        <p>
          {picture.stored === undefined
            ? `It stays in your browser${kept === picture ? ", also when you reload the page," : ""} until you send it; then it is kept for ${days(view.retentionDays)} after the last edit, or until you delete it.`
            : "The result that is stored is edited, at its full size, as a picture of its own."}
        </p>
        <PictureChoice isOther onFiles={(files) => void run("takeFiles", files)} className="justify-start" />
        <Button variant="ghost" className="-mx-3 px-3" onClick={() => run("removeDraft")}>
          {COMMANDS.removeDraft.label}
        </Button>
      </div>
    </>
  );
}
