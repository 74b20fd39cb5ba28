import { BookOpen, Cpu, Pencil, RefreshCw, RotateCcw } from "lucide-react";
import type { EditNode } from "@/lib/edits/view-schema";
import { costSentence, formatClock, formatPrice, withLocalReset } from "../client/formats";
import { type EngineOffer, type Offers, expectedPrice } from "../client/offers";
import { type FailureAction, FailureCard } from "./failure-card";
import { type FailureLook, failureLook } from "./failure-look";

type EditFailureProps = {
  edit: EditNode;
  isOwner: boolean;
  offers: Offers;
  /** When the provider was last asked again from here, in milliseconds since the epoch. */
  checkedAt: number | null;
  /** Asks the provider once more for what was sent already. */
  onCheck: () => Promise<void>;
  /** Sends the same once more. */
  onRetry: () => Promise<void>;
  /** Sends the same to another engine. */
  onOther: (editor: string) => void;
  onEditPrompt: () => void;
  /** Puts other words into the prompt box. */
  onInstead: (prompt: string) => void;
};

/** How an edit ended that has no result, and what can be done about it from here. */
export function EditFailure(props: EditFailureProps) {
  const { edit, offers, checkedAt } = props;
  const look = failureLook(edit);
  const canceled = look.kind === "canceled";
  const asked =
    checkedAt === null || !edit.can_check ? "" : `Asked again at ${formatClock(checkedAt)}, without a result. `;
  const resetsAt = look.kind === "budget" ? (offers.budget?.resetsAt ?? null) : null;
  return (
    <FailureCard
      look={{ ...look, advice: look.advice === null ? null : asked + look.advice }}
      message={canceled ? edit.message.replace(/^Edit canceled\.\s*/, "") : withLocalReset(edit.message, resetsAt)}
      cost={canceled ? null : costSentence(edit)}
      actions={actionsFor(props, look)}
      instead={{ prompts: edit.suggestions, onPick: props.onInstead }}
      ids={canceled ? [] : [{ label: "Error", value: edit.error_code ?? "INTERNAL" }]}
    />
  );
}

function actionsFor(props: EditFailureProps, look: FailureLook): FailureAction[] {
  const { edit, isOwner, offers } = props;
  const words: FailureAction = { label: "Edit prompt", icon: <Pencil aria-hidden="true" />, run: props.onEditPrompt };
  if (!isOwner) return [words];

  const actions: FailureAction[] = [];
  if (edit.can_check) {
    actions.push({ label: "Check again", icon: <RefreshCw aria-hidden="true" />, run: props.onCheck });
  }
  const other = look.kind === "canceled" ? undefined : otherEngine(edit, look, offers.engines);
  if (other !== undefined && look.kind === "budget") actions.push(withOther(other, props.onOther));
  if (look.kind === "canceled" || edit.retryable) actions.push(retryOf(props, look));
  if (other !== undefined && look.kind !== "budget") actions.push(withOther(other, props.onOther));
  actions.push(words);
  if (edit.error_code === "REQUEST_NOT_UNDERSTOOD") {
    actions.push({
      label: "What you can say",
      icon: <BookOpen aria-hidden="true" />,
      href: `/guide?edit=${edit.uuid}`,
    });
  }
  return actions;
}

function retryOf({ edit, offers, onRetry }: EditFailureProps, { kind }: FailureLook): FailureAction {
  const icon = <RotateCcw aria-hidden="true" />;
  const price = expectedPrice(offers.engines, edit.editor);
  const cost = price === null || price.usd === 0 ? null : formatPrice(price);
  const canceled = kind === "canceled";
  if (edit.charge === "none") {
    const label = canceled ? "Run it again" : "Retry";
    return { label: cost === null ? label : `${label} (${cost})`, icon, run: onRetry };
  }
  const amount = cost === null ? "" : `, ${cost}`;
  return {
    label: canceled ? "Run it again" : "Try again anyway",
    icon,
    run: onRetry,
    confirm: {
      title: "Send this edit a second time?",
      text: `The first one ${edit.charge === "made" ? "was" : "may have been"} charged. Sending it again is a new edit and may be charged a second time${amount}.`,
      yes: "Send it again",
      no: "Do not send",
    },
  };
}

/** Another engine that may do what this one did not; never after a refusal of the content. */
function otherEngine(edit: EditNode, { kind }: FailureLook, engines: readonly EngineOffer[]): EngineOffer | undefined {
  const helps =
    kind === "unavailable" ||
    kind === "budget" ||
    edit.error_code === "PROVIDER_REJECTED" ||
    edit.error_code === "REQUEST_NOT_UNDERSTOOD";
  if (!helps || edit.charge !== "none") return undefined;
  const others = engines.filter(({ id }) => id !== edit.editor);
  const free = others.find((offer) => offer.free);
  return kind === "budget" ? free : (others.find((offer) => !offer.free) ?? free);
}

function withOther({ id, label, priceUsd, priceEstimated }: EngineOffer, run: (id: string) => void): FailureAction {
  const price = priceUsd === null ? "" : ` (${formatPrice({ usd: priceUsd, estimated: priceEstimated })})`;
  return { label: `Try with ${label}${price}`, icon: <Cpu aria-hidden="true" />, run: () => run(id) };
}
