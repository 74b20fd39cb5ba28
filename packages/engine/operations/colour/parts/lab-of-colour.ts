import { COLOURS, rgbOf } from "../../../vocabulary/colours";
import { toOklab, type Triple } from "../../../pixels/oklab";

/** A named colour in Oklab; a middle grey for a name that is unknown. */
export function labOfColour(name: string): Triple {
  const [red, green, blue] = rgbOf(Object.hasOwn(COLOURS, name) ? (COLOURS[name] ?? "#808080") : "#808080");
  return toOklab(red / 255, green / 255, blue / 255);
}
