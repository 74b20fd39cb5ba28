import { goTo, moveTo } from "../client/address";
import type { Commands } from "../command";
import type { Held } from "../editor-state";
import type { EditorView } from "../editor-view";
import type { Studio } from "../studio";
import { single } from "../keys";
import type { Ground } from "./grounds";
import { ORIGINAL } from "../versions";
import { type CompareMode, type Comparison, comparisonQuery, FIRST_COMPARISON, nextMode } from "./comparison";

/** What a person can do to look at pictures: nothing of it changes one. */
export type LookCalls = {
  zoomIn(): void;
  zoomOut(): void;
  zoomFit(): void;
  zoomActual(): void;
  /** Percent of the picture's own size. */
  zoomTo(percent: number): void;
  setGround(ground: Ground): void;
  compare(): void;
  setMode(mode: CompareMode): void;
  nextMode(): void;
  /** Id of a version, or `original`. */
  compareWith(id: string): void;
  /** Ids of two versions, or `original` for one of them: the first one under the second. */
  comparePair(first: string, second: string): void;
  swap(): void;
  turn(): void;
  stopComparing(): void;
  /** For as long as it is held. */
  showOriginal(held: boolean): void;
  /** For as long as it is held. */
  showBefore(held: boolean): void;
};

/** A press of a button or key makes it a quarter larger. */
const ZOOM_STEP = 1.25;

const hasPicture = ({ before, after }: EditorView): boolean => before !== null || after !== null;

/** Two pictures can be seen at once. */
const hasPair = ({ phase, pair }: EditorView): boolean => phase === "done" && pair !== null;

const isComparing = (view: EditorView): boolean => hasPair(view) && view.compare !== null;

function setComparison({ view }: Studio, change: Partial<Comparison> | null): void {
  const comparison = change === null ? null : { ...(view().compare ?? FIRST_COMPARISON), ...change };
  moveTo(`${window.location.pathname}${comparisonQuery(comparison)}`);
}

/**
 * Compares two by one address: at the version that is looked at where that is one of them, else at the second. The
 * original has no address of its own to be compared at.
 */
function setPair({ view }: Studio, first: string, second: string): void {
  const { current, compare, sides } = view();
  const own = [current?.edit.uuid, second, first].find((id) => id !== ORIGINAL && (id === first || id === second));
  const swapped = own === first;
  const other = swapped ? second : first;
  // What a version was made of may be at hand where the version that it came from is not.
  const named = sides.some(({ id }) => id === other) ? other : null;
  const query = comparisonQuery({ ...(compare ?? FIRST_COMPARISON), other: named, swapped });
  if (own === current?.edit.uuid) moveTo(`${window.location.pathname}${query}`);
  else goTo(`/edits/${own ?? ""}${query}`);
}

const hold = ({ dispatch }: Studio, held: Held) => dispatch({ type: "pictureHeld", held });

export const LOOK_COMMANDS: Commands<LookCalls> = {
  zoomIn: {
    label: "Zoom in",
    shortcut: { keys: "+", where: "canvas", matches: single("+", "=") },
    enabled: hasPicture,
    run: ({ lens }) => lens.zoomBy(ZOOM_STEP),
  },
  zoomOut: {
    label: "Zoom out",
    shortcut: { keys: "-", where: "canvas", matches: single("-") },
    enabled: hasPicture,
    run: ({ lens }) => lens.zoomBy(1 / ZOOM_STEP),
  },
  zoomFit: {
    label: "Fit the whole picture",
    shortcut: { keys: "0", where: "canvas", matches: single("0") },
    enabled: hasPicture,
    run: ({ lens }) => lens.fit(),
  },
  zoomActual: {
    label: "Actual size, 100 %",
    shortcut: { keys: "1", where: "canvas", matches: single("1") },
    enabled: hasPicture,
    run: ({ lens }) => lens.zoomTo(100),
  },
  zoomTo: { label: "Zoom to", enabled: hasPicture, run: ({ lens }, percent) => lens.zoomTo(percent) },
  setGround: {
    label: "Ground of what is transparent",
    enabled: hasPicture,
    run: ({ dispatch }, ground) => dispatch({ type: "groundChanged", ground }),
  },
  compare: {
    label: "Compare",
    enabled: hasPair,
    run: (studio) => setComparison(studio, studio.view().compare === null ? {} : null),
  },
  setMode: { label: "Way to compare", enabled: hasPair, run: (studio, mode) => setComparison(studio, { mode }) },
  nextMode: {
    label: "Compare, or the next way to compare",
    shortcut: { keys: "M", where: "canvas", matches: single("m") },
    enabled: hasPair,
    run: (studio) => {
      const { compare } = studio.view();
      setComparison(studio, compare === null ? {} : { mode: nextMode(compare.mode) });
    },
  },
  compareWith: {
    label: "Compare with",
    enabled: (view, id) => hasPair(view) && (id === undefined || view.sides.some((side) => side.id === id)),
    run: (studio, other) => setComparison(studio, { other }),
  },
  comparePair: {
    label: "Compare two pictures",
    enabled: (view, first, second) => hasPair(view) && (first === undefined || first !== second),
    run: setPair,
  },
  swap: {
    label: "Swap the two pictures",
    shortcut: { keys: "C", where: "canvas", matches: single("c") },
    enabled: isComparing,
    run: (studio) => setComparison(studio, { swapped: studio.view().compare?.swapped !== true }),
  },
  turn: {
    label: "Turn the split",
    shortcut: { keys: "T", where: "canvas", matches: single("t") },
    enabled: isComparing,
    run: ({ view, dispatch }) => dispatch({ type: "turnChanged", turned: !view().state.turned }),
  },
  stopComparing: {
    label: "Stop comparing",
    shortcut: { keys: "Escape", where: "canvas", matches: single("Escape") },
    enabled: isComparing,
    run: (studio) => setComparison(studio, null),
  },
  showOriginal: {
    label: "Hold to see the original",
    shortcut: { keys: "\\", where: "canvas", matches: single("\\"), held: true },
    // Letting go always counts.
    enabled: ({ phase }, held) => phase === "done" || held === false,
    run: (studio, held) => hold(studio, held ? "original" : null),
  },
  showBefore: {
    label: "Hold to see the one before",
    shortcut: { keys: "B", where: "canvas", matches: single("b"), held: true },
    enabled: (view, held) => held === false || (view.phase === "done" && isRefinement(view)),
    run: (studio, held) => hold(studio, held ? "before" : null),
  },
};

/** It was made of a version, not of the original. */
function isRefinement({ current, before }: EditorView): boolean {
  return before !== null && typeof current?.edit.parent_edit_uuid === "string";
}
