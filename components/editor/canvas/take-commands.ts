import type { Commands } from "../command";
import type { EditorView } from "../editor-view";
import type { Studio } from "../studio";
import { withMod } from "../keys";
import { sentenceOf, withId } from "../client/request-failure";

/** How a person takes pictures along. Those that take a while answer with a sentence, and throw one. */
export type TakeCalls = {
  download(): Promise<void>;
  copy(): Promise<string>;
  saveComparison(): Promise<string>;
};

const canTake = ({ phase }: EditorView): boolean => phase === "done" || phase === "original";

const isDone = ({ phase }: EditorView): boolean => phase === "done";

/** Says what came of it, and hands it on. */
async function told({ announcer, dispatch }: Studio, work: Promise<void>, sentence: string): Promise<string> {
  try {
    await work;
  } catch (error) {
    const text = sentenceOf(error);
    announcer.outcome(text);
    dispatch({ type: "noticed", notice: { text: withId(error), isError: true } });
    throw error;
  }
  announcer.outcome(sentence);
  dispatch({ type: "noticed", notice: { text: sentence, isError: false } });
  return sentence;
}

export const TAKE_COMMANDS: Commands<TakeCalls> = {
  download: {
    label: "Download",
    shortcut: { keys: "Control+S Meta+S", where: "page", matches: withMod("s") },
    enabled: canTake,
    run: async ({ view }) => {
      const { href = "", name = "" } = (await import("./downloads")).downloadOf(view()) ?? {};
      Object.assign(document.createElement("a"), { href, download: name }).click();
    },
  },
  copy: {
    label: "Copy picture",
    shortcut: { keys: "Control+Shift+C Meta+Shift+C", where: "page", matches: withMod("c", { shift: true }) },
    enabled: canTake,
    run: (studio) => {
      const work = import("./downloads").then(({ copyTaken }) => copyTaken(studio.view()));
      return told(studio, work, "The picture is on the clipboard, at its full size.");
    },
  },
  saveComparison: {
    label: "Save before and after as one picture",
    enabled: (view) => isDone(view) && view.pair !== null,
    run: (studio) =>
      told(
        studio,
        import("./downloads").then(({ saveComparison }) => saveComparison(studio.view())),
        "Before and after are saved as one picture.",
      ),
  },
};
