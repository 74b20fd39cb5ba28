import { CalendarClock, Coins, Cpu, Image as ImageIcon, Info, RotateCcw, Send } from "lucide-react";
import type { EditNode } from "@/lib/edits/view-schema";
import { isFinal } from "@/lib/lifecycle";
import { ReportButton } from "@/components/report/report-button";
import { Button } from "@/components/ui/button";
import { costSentence, formatDay, formatPrice } from "../client/formats";
import { expectedPrice, type Offers } from "../client/offers";
import { COMMANDS } from "../commands";
import { useEditor } from "../editor-context";
import { isFromOriginal } from "../editor-view";
import type { Version } from "../editor-state";
import { FailureActionButton, type FailureDeed } from "../failure/failure-card";
import { TechnicalDetails } from "../technical-details";
import { nameVersion } from "../versions";
import { AltText } from "./alt-text";
import { DeleteVersion } from "./delete-version";
import { Fact } from "./fact";
import { FeedbackForm } from "./feedback-form";

/** Everything about one version besides the picture. */
export function EditPanel({ version }: { version: Version }) {
  const { view, run, can } = useEditor();
  const { edit, own } = version;
  const enhanced = edit.enhanced && edit.enhanced_prompt !== null ? edit.enhanced_prompt : null;
  return (
    <>
      <h1 className="text-lg font-semibold tracking-tight">{nameVersion(version, view.number)}</h1>
      <PromptPair
        prompt={edit.prompt}
        enhanced={enhanced}
        asWritten={enhanced === null && edit.status === "completed"}
        sendMine={can("sendAsWritten") ? sendMineOf(version, view.offers, () => void run("sendAsWritten")) : null}
      />
      {can("fromOriginal") && (
        <Button
          variant="outline"
          aria-pressed={isFromOriginal(view.state, version)}
          onClick={() => run("fromOriginal")}
          className="self-start aria-pressed:border-primary aria-pressed:bg-accent aria-pressed:text-accent-foreground"
        >
          <RotateCcw aria-hidden="true" />
          {COMMANDS.fromOriginal.label}
        </Button>
      )}
      {/* There is one answer for each edit: whoever only has the link is not to use it up. */}
      {edit.status === "completed" && (own || edit.feedback_rating !== null) && (
        <div className="border-t pt-3">
          <FeedbackForm
            key={edit.uuid}
            given={edit.feedback_rating}
            onSend={async (rating, text) => await run("giveFeedback", rating, text)}
          />
        </div>
      )}
      <div className="flex flex-col gap-1.5 border-t pt-3 text-sm text-muted-foreground">
        <EngineFacts edit={edit} />
        {edit.status === "completed" && edit.width !== null && edit.height !== null && (
          <Fact icon={ImageIcon}>{`${edit.width} × ${edit.height} pixels`}</Fact>
        )}
        {can("describe") && (
          <AltText key={`alt ${edit.uuid}`} edit={edit} onSave={async (altText) => await run("describe", altText)} />
        )}
        <EditNotes edit={edit} />
        <Fact icon={CalendarClock}>{`Kept until ${formatDay(edit.expires_at)}, then deleted.`}</Fact>
        {own && isFinal(edit.status) && (
          <DeleteVersion
            key={edit.uuid}
            name={nameVersion(version, view.number)}
            hasFollowUps={view.versions.some((other) => other.edit.parent_edit_uuid === edit.uuid)}
            onDelete={async () => await run("delete")}
          />
        )}
        <TechnicalDetails ids={[{ label: "Edit id", value: edit.uuid }]} />
        {!own && <ReportButton of={{ edit_uuid: edit.uuid }} />}
      </div>
    </>
  );
}

type PromptPairProps = {
  prompt: string;
  /** What was sent instead; `null` while that is not known, or when the words went as they were. */
  enhanced: string | null;
  /** The words were sent as written, for certain. */
  asWritten: boolean;
  /** Makes the same edit again with the person's own words; `null` when that cannot be done from here. */
  sendMine: FailureDeed | null;
};

/** *Send mine as written* with its price, and a question first where it may cost something. */
export function sendMineOf({ edit }: Pick<Version, "edit">, { engines }: Offers, run: () => void): FailureDeed {
  const { label } = COMMANDS.sendAsWritten;
  const icon = <Send aria-hidden="true" />;
  const price = expectedPrice(engines, edit.editor);
  if (price?.usd === 0 && edit.charge === "none") return { label, icon, run };
  const cost = price === null ? null : formatPrice(price);
  const running = isFinal(edit.status) ? "" : "The one that is running is canceled; it may be charged all the same. ";
  return {
    label: cost === null ? label : `${label} (${cost})`,
    icon,
    run,
    confirm: {
      title: "Send your own words as a new edit?",
      text: `${running}Sending them is a new edit and is charged${cost === null ? "" : `: ${cost}`}.`,
      yes: "Send mine",
      no: "Do not send",
    },
  };
}

/** The person's own words, and beside them what was sent. */
export function PromptPair({ prompt, enhanced, asWritten, sendMine }: PromptPairProps) {
  return (
    <dl className="flex flex-col gap-3 text-sm">
      <div>
        <dt className="text-muted-foreground">You asked</dt>
        <dd dir="auto" className="whitespace-pre-wrap">
          {prompt}
        </dd>
      </div>
      {enhanced !== null && (
        <div>
          <dt className="text-muted-foreground">Sent to the engine</dt>
          <dd dir="auto" className="whitespace-pre-wrap">
            {enhanced}
          </dd>
          {sendMine !== null && (
            <dd className="mt-1">
              <FailureActionButton action={sendMine} primary={false} busy={false} onRun={async ({ run }) => run()} />
            </dd>
          )}
        </div>
      )}
      {asWritten && (
        <div>
          <dt className="sr-only">Sent to the engine</dt>
          <dd className="text-muted-foreground">Sent as you wrote it.</dd>
        </div>
      )}
    </dl>
  );
}

/** What of the file that was sent is not edited, and what the editor says of the result. */
export function EditNotes({ edit }: { edit: EditNode }) {
  // What was left out stands beside the picture.
  const notes = edit.notes.filter(({ code }) => code !== "LEFT_OUT");
  return notes.map(({ code, message }) => (
    <Fact key={`${code} ${message}`} icon={Info}>
      {message}
    </Fact>
  ));
}

/** Who made this version, why that one, and what it cost. */
export function EngineFacts({ edit }: { edit: EditNode }) {
  const cost = costSentence(edit);
  return (
    <>
      {edit.editor !== null && (
        <Fact icon={Cpu}>
          <p>{madeBy(edit)}</p>
          {edit.editor_note !== null && <p className="text-foreground">{edit.editor_note}</p>}
        </Fact>
      )}
      {cost !== null && <Fact icon={Coins}>{cost}</Fact>}
    </>
  );
}

function madeBy({ status, editor, editor_label, model }: EditNode): string {
  if (editor === "local") return "Local engine: rules and two small finders, no generative model";
  const label = editor_label ?? editor ?? "";
  // A label may be the model's own name.
  const name = model === null || label.toLowerCase() === model.toLowerCase() ? label : `${label}, model ${model}`;
  return `${status === "completed" ? "Edited by" : "Engine:"} ${name}`;
}
