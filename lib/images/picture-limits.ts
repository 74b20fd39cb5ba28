/** What a picture that someone sends may have: bytes of the file, and pixels (width × height). */
export const PICTURE_LIMITS = { bytes: 20 * 1024 * 1024, pixels: 50_000_000 } as const;

/** What an editor may send back: as many pixels, in as many bytes as they take without compression. */
export const RESULT_LIMITS = { bytes: 200 * 1024 * 1024, pixels: PICTURE_LIMITS.pixels } as const;
