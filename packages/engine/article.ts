/** A noun or what stands before it, with "a" or "an". */
export const article = (text: string): string => `${/^[aeiou]/.test(text) ? "an" : "a"} ${text}`;
