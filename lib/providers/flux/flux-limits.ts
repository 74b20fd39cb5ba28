/**
 * What a picture may have before it is sent: as many pixels as FLUX.2 answers with at most, for more
 * would be paid for and thrown away, and the 20 MB that the service takes.
 */
export const FLUX_INPUT = { pixels: 4_194_304, bytes: 20_000_000 } as const;
