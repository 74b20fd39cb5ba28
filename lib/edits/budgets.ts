import type { Backoff } from "@/lib/async";

/** An edit that is not over after this many seconds, counted anew when it is replayed or checked, is ended as `TIMED_OUT`. */
export const EDIT_BUDGET_SECONDS = 1800;

/** The same for one whose picture is stored, and only to be finished: it may be paid for. */
export const STORED_BUDGET_SECONDS = 86_400;

/** Longest time for one call, in milliseconds. */
export const ENHANCE_MS = 10_000;
export const SUBMIT_MS = 120_000;
/** Within one step, for the turn at an editor that works in this process; `SUBMIT_MS` counts from the turn on. */
export const TURN_MS = 60_000;
export const POLL_MS = 30_000;
export const FETCH_MS = 60_000;
export const STORE_MS = 45_000;

/**
 * Seconds after the submit until which the process that sent it may still come to write its answer
 * down: the call itself, and a little more.
 */
export const ANSWER_SECONDS = 150;

/** The same at least from when a run first finds it without one: until now the database may have been away for both. */
export const FIRST_LOOK_SECONDS = 20;

/**
 * Seconds for which a provider may answer that it is still at work until that becomes `PROVIDER_TIMEOUT`. They count from
 * its first answer, and anew after a gap: while nobody asked, or was answered, nobody knows.
 */
export const PROVIDER_SECONDS = 300;

/** Seconds without an answer of the provider after which its time begins anew. */
export const GAP_SECONDS = 60;

/** Seconds after the submit at which an accepted task is given up, whatever was asked and answered: within an edit's budget. */
export const GIVE_UP_SECONDS = 1500;

/** The same for a task that a person asked to look at once more. */
export const CHECK_SECONDS = 60;

/** Seconds for which an edit queues for a slot at its provider. */
export const SLOT_SECONDS = 900;

/** Seconds for which an edit waits, step after step, for its turn at an editor that works in this process. */
export const TURN_SECONDS = 1800;

/** How often a provider may say for certain that it did not take an edit, the first time included. */
export const SUBMIT_TRIES = 4;

/**
 * Seconds after the submit, and replies in a row, before a provider is believed that it lost a task or failed with it:
 * its machines do not all know of a new task at once. Others that use FLUX put up with up to ten such replies, six
 * seconds apart (seen in autumn 2026).
 */
export const DOUBT_SECONDS = 60;
export const DOUBTS = 5;

/** Seconds between a submit and the first question after its task. */
export const FIRST_POLL_SECONDS = 2;

/** Seconds between two questions after a task that the provider does not know. */
export const DOUBT_PAUSE_SECONDS = 5;

/** How often the picture of a finished task is asked for. */
export const FETCH_TRIES = 5;

/** Seconds for which the store is asked to take a parked result. */
export const PARKED_SECONDS = 900;

/** How often the store is asked to take the small pictures of a paid result: for about a quarter of an hour. */
export const UPLOAD_TRIES = 21;

/**
 * How long what is written down about money is tried again: over an outage of the database of five minutes, and what it
 * takes to notice its end. Were it lost, what is certain would look uncertain.
 */
export const OUTAGE: Backoff = { pauseMs: 250, longestPauseMs: 5_000, totalMs: 330_000 };

/** How long what is paid for is brought into the database before it is judged without. */
export const PARK: Backoff = { pauseMs: 250, longestPauseMs: 2_000, totalMs: 15_000 };
