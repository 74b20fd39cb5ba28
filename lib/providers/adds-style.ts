/** What models like to add to a request for a picture: looks and qualities, by the words that give them away. */
const STYLE =
  /\b(?:cinematic|dramatic|vibrant|stunning|breathtaking|gorgeous|masterpiece|professional|photo-?realis\w+|hyper-?realis\w+|highly[ -]detailed|high[ -](?:quality|resolution)|ultra\w*|award[ -]winning|bokeh|hdr|[48]k|golden[ -]hour|volumetric)\b/giu;

/** So much of a word is its stem: a style asked for as `drama` comes back as `dramatic`. */
const STEM = 5;

/** Whether `words` hold a look or a quality of which the person's `own` words say nothing. */
export function addsStyle(words: string, own: string): boolean {
  const asked = own.toLowerCase();
  return [...words.matchAll(STYLE)].some(([style]) => !asked.includes(style.toLowerCase().slice(0, STEM)));
}
