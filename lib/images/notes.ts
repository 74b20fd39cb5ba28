/** What is lost when a picture is accepted, each with a sentence for a person: the closed set of `notes`. */
export const PICTURE_NOTES = {
  FIRST_FRAME_ONLY: "This picture is animated. Only its first frame is edited.",
  FIRST_PAGE_ONLY: "This file has several pages. Only the first one is edited.",
  MAIN_PICTURE_ONLY: "This file holds several pictures. Only the main one is edited.",
  REDUCED_TO_8_BITS: "This picture has more than 8 bits per colour. It is edited with 8.",
  HDR_LAYER_LEFT_OUT: "This photo has an extra layer for HDR screens. It is edited without it.",
  HDR_CONVERTED: "This is an HDR picture. It is edited as it looks on a usual screen.",
} as const;

export type PictureNote = keyof typeof PICTURE_NOTES;

/** Stored codes with their sentences; a code that this release does not know is left out. */
export function pictureNotes(codes: readonly string[]): { code: PictureNote; message: string }[] {
  return (Object.keys(PICTURE_NOTES) as PictureNote[])
    .filter((code) => codes.includes(code))
    .map((code) => ({ code, message: PICTURE_NOTES[code] }));
}
