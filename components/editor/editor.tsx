"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useRef, useState } from "react";
import { SiteHeader } from "@/components/site-header";
import type { EditNode, EditTree } from "@/lib/edits/schema";
import { isFinal } from "@/lib/lifecycle";
import { pendingEdit } from "./client/edits";
import type { Offers } from "./client/offers";
import { type LocalPicture, fetchPicture, localPicture, refuseFile, refusePixels } from "./client/pictures";
import { sendJson } from "./client/request";
import { rememberSourceName } from "./client/source-names";
import { ConnectionBanner } from "./connection-banner";
import { pageTitle } from "./editor-view";
import { Home } from "./home";
import { useEngineChoice, useKeyboardInset, useSourceName } from "./hooks/browser-state";
import { type AskProgress, useEdits } from "./hooks/use-edits";
import { useAnnouncer, useEditNews } from "./hooks/use-news";
import { useOffers } from "./hooks/use-offers";
import { type Intent, useSubmission } from "./hooks/use-submission";
import type { Sample } from "./ideas";
import { DropOverlay, usePictureIntake } from "./picture-intake";
import { Workspace } from "./workspace";

type EditorProps = {
  /** `null` on the home page. */
  tree: EditTree | null;
  retentionDays: number;
  /** The engines that are set up, before anything is known of the picture. */
  offers: Offers;
  askProgress: AskProgress;
};

/** An edit that the server has just accepted. */
type Accepted = {
  id: string;
  words: string;
  /** Id of the engine that was asked for; `null`: the server's order. */
  engine: string | null;
  parent: EditNode | null;
  picture: LocalPicture | null;
  /** Where the source is shown from when this browser has not the picture itself. */
  sourceUrl: string | null;
};

/**
 * The editor. The address says what is looked at: `/` a new picture, `/edits/{id}` one version. It
 * moves by the history alone, so that the page stays alive from the first drop to the last version.
 */
export function Editor({ tree, retentionDays, offers: initialOffers, askProgress }: EditorProps) {
  const pathname = usePathname();
  const compare = useSearchParams().has("compare");
  const { edits, connection, put, remove, refresh } = useEdits(tree?.edits ?? [], askProgress);
  const { sending, send, again, stop } = useSubmission();
  const { text, announcer } = useAnnouncer();
  // Which chain an edit belongs to, and which pictures this browser has itself.
  const [chains, setChains] = useState<ReadonlyMap<string, string>>(() => chainOf(tree));
  const [sources, setSources] = useState<ReadonlyMap<string, LocalPicture>>(new Map());
  const [own, setOwn] = useState<ReadonlySet<string>>(
    () => new Set(tree?.is_owner === true ? tree.edits.map(({ uuid }) => uuid) : []),
  );
  const [draft, setDraft] = useState<LocalPicture | null>(null);
  const [draftSize, setDraftSize] = useState<{ url: string; width: number; height: number } | null>(null);
  const [checkedAt, setCheckedAt] = useState<ReadonlyMap<string, number>>(new Map());
  const [refusal, setRefusal] = useState<string | null>(null);
  const [prompt, setPrompt] = useState("");
  const [improve, setImprove] = useState(true);
  const input = useRef<HTMLTextAreaElement>(null);

  const currentId = /^\/edits\/([0-9a-f-]{36})\/?$/i.exec(pathname)?.[1]?.toLowerCase() ?? null;
  const current = edits.find(({ uuid }) => uuid === currentId) ?? null;
  const chain = currentId === null ? undefined : chains.get(currentId);
  const versions = edits
    .filter(({ uuid }) => chain !== undefined && chains.get(uuid) === chain)
    .toSorted((a, b) => a.created_at.localeCompare(b.created_at));
  const here = sending?.intent.path === pathname ? sending : null;

  const sourceName = useSourceName(chain ?? null);

  const offers = useOffers(initialOffers, {
    size: sizeOf(current, draft?.url === draftSize?.url ? draftSize : null),
    active: current !== null || draft !== null,
    spending: edits.map(({ uuid, status }) => `${uuid} ${isFinal(status)}`).join(),
  });
  const [engine, setEngine] = useEngineChoice(offers.editors);

  useKeyboardInset();
  useEditNews(versions, current, connection, announcer);

  const take = (picture: LocalPicture) => {
    setDraft(picture);
    setRefusal(null);
    if (here?.failure) stop();
    if (currentId !== null) show("/");
  };

  const takeFiles = (files: File[]) => {
    const file = files.find((candidate) => refuseFile(candidate) === null) ?? files[0];
    if (file === undefined) return;
    const reason = refuseFile(file);
    if (reason === null) take(localPicture(file, file.name));
    else setRefusal(reason);
  };

  const takeSample = async ({ src, name, prompt: idea }: Sample) => {
    try {
      take(await fetchPicture(src, name));
      setPrompt(idea);
    } catch (error) {
      setRefusal(messageOf(error));
    }
  };

  const { dragging } = usePictureIntake(takeFiles);

  /** Takes an edit that the server has just accepted into the page, and goes there if the person still waits for it. */
  const accept = ({ id, words, engine: picked, parent, picture, sourceUrl }: Accepted) => {
    const expected = offers.editors.find((offer) => offer.id === picked) ?? offers.editors[0];
    put([
      pendingEdit({
        id,
        prompt: words,
        parent,
        sourceUrl: picture?.url ?? sourceUrl,
        retentionDays,
        usualSeconds: expected?.usualSeconds ?? null,
      }),
    ]);
    const root = parent === null ? id : (chains.get(parent.uuid) ?? parent.uuid);
    setChains((known) => new Map(known).set(id, root));
    setOwn((known) => new Set(known).add(id));
    if (parent === null) rememberSourceName(id, picture?.name ?? sourceName ?? "picture");
    if (picture !== null) {
      setSources((known) => new Map(known).set(id, picture));
      setDraft((now) => (now === picture ? null : now));
    }
    setPrompt((now) => (now.trim() === words ? "" : now));
    if (window.location.pathname === pathname) show(`/edits/${id}`);
    announcer.progress("Your edit is queued...");
  };

  const acceptSent = ({ source, prompt: words, editor }: Intent, id: string, picture: LocalPicture | null) => {
    const parent = "parent" in source ? (edits.find(({ uuid }) => uuid === source.parent) ?? null) : null;
    accept({ id, words, engine: editor, parent, picture, sourceUrl: null });
  };

  const submit = (intent: Intent) => {
    announcer.progress("parent" in intent.source ? "Sending your edit." : "Sending your picture.");
    void send(intent, (id, picture) => acceptSent(intent, id, picture));
  };

  const resubmit = () => {
    if (sending !== null) void again((id, picture) => acceptSent(sending.intent, id, picture));
  };

  const retry = async (edit: EditNode) => {
    const answer = (await sendJson("POST", `/api/edit/${edit.uuid}/retry`)) as { edit_id: string };
    const parent = edits.find(({ uuid }) => uuid === edit.parent_edit_uuid) ?? null;
    accept({
      id: answer.edit_id,
      words: edit.prompt,
      engine: edit.editor,
      parent,
      picture: sources.get(edit.uuid) ?? null,
      sourceUrl: edit.original_preview_url,
    });
  };

  const check = async (edit: EditNode) => {
    announcer.progress("Asking the image service again.");
    const answer = (await sendJson("POST", `/api/edit/${edit.uuid}/check`)) as Partial<EditNode>;
    setCheckedAt((known) => new Map(known).set(edit.uuid, Date.now()));
    // Addresses stay relative, as the page has them.
    put([{ ...edit, ...answer, original_image_url: edit.original_image_url }]);
    refresh();
  };

  const cancel = async (edit: EditNode) => {
    try {
      const answer = (await sendJson("POST", `/api/edit/${edit.uuid}/cancel`)) as Partial<EditNode>;
      // Addresses stay relative, as the page has them.
      put([{ ...edit, ...answer, original_image_url: edit.original_image_url }]);
    } finally {
      refresh();
    }
  };

  const discard = async (edit: EditNode) => {
    await sendJson("DELETE", `/api/edit/${edit.uuid}`);
    const left = versions.filter(({ uuid }) => uuid !== edit.uuid);
    const next = left.find(({ uuid }) => uuid === edit.parent_edit_uuid) ?? left.at(-1);
    const source = sources.get(edit.uuid);
    if (source !== undefined) URL.revokeObjectURL(source.url);
    window.history.replaceState(null, "", next === undefined ? "/" : `/edits/${next.uuid}`);
    remove(edit.uuid);
    announcer.outcome("The version was deleted.");
    // Its button is gone with it.
    if (window.matchMedia("(pointer: fine)").matches) input.current?.focus({ preventScroll: true });
  };

  const startAnew = async (address: string, name: string) => {
    try {
      take(await fetchPicture(address, name));
    } catch (error) {
      setRefusal(messageOf(error));
    }
  };

  const number = versions.findIndex(({ uuid }) => uuid === currentId) + 1;
  const title = pageTitle(current, number, here !== null && here.failure === null);
  const isEmptyHome = currentId === null && draft === null && here === null;
  return (
    <div className={isEmptyHome ? "flex min-h-dvh flex-col" : "flex min-h-dvh flex-col lg:h-dvh lg:min-h-144"}>
      <title>{title}</title>
      <SiteHeader />
      <ConnectionBanner connection={connection} />
      {isEmptyHome ? (
        <Home
          onFiles={takeFiles}
          onSample={(sample) => void takeSample(sample)}
          refusal={refusal}
          retentionDays={retentionDays}
          offers={offers}
        />
      ) : (
        <Workspace
          versions={versions}
          current={current}
          isGone={currentId !== null && current === null}
          isOwner={currentId !== null && own.has(currentId)}
          draft={draft}
          sources={sources}
          sourceName={sourceName}
          sending={here}
          sendingElsewhere={sending !== null && sending.failure === null}
          path={pathname}
          compare={compare}
          prompt={prompt}
          improve={improve}
          offers={offers}
          engine={engine}
          checkedAt={checkedAt}
          refusal={refusal}
          retentionDays={retentionDays}
          input={input}
          onPrompt={setPrompt}
          onImprove={setImprove}
          onEngine={setEngine}
          onSubmit={submit}
          onResubmit={resubmit}
          onStop={stop}
          onRetry={retry}
          onCheck={check}
          onCancel={cancel}
          onDelete={discard}
          onFeedback={(edit, rating) => put([{ ...edit, feedback_rating: rating }])}
          onStartAnew={(address, name) => void startAnew(address, name)}
          onRemoveDraft={() => {
            setDraft(null);
            stop();
          }}
          onPixels={(width, height) => {
            setRefusal(refusePixels(width, height));
            if (draft !== null) setDraftSize({ url: draft.url, width, height });
          }}
        />
      )}
      {dragging && <DropOverlay />}
      <div role="status" aria-live="polite" className="sr-only">
        {text}
      </div>
    </div>
  );
}

/** Pixels of what the next edit would be made of; `null` where they are not known. */
function sizeOf(
  current: EditNode | null,
  draft: { width: number; height: number } | null,
): { width: number; height: number } | null {
  if (current === null) return draft;
  return current.width === null || current.height === null ? null : { width: current.width, height: current.height };
}

/** Moves to an address of the editor without leaving the page. */
function show(path: string): void {
  window.history.pushState(null, "", path);
}

function chainOf(tree: EditTree | null): ReadonlyMap<string, string> {
  const root = tree?.edits[0]?.uuid;
  return new Map(root === undefined ? [] : tree?.edits.map(({ uuid }) => [uuid, root]));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
