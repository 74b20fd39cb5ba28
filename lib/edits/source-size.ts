/** A source's size in pixels; `null`: not known, which fits everywhere. */
export type SourceSize = { originalWidth: number | null; originalHeight: number | null };
