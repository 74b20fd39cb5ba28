import { oklabLut, type ColourLut } from "./colour-lut";

/** Strength of colour (Oklab chroma) that is strong enough: from here on nothing is added. */
const STRONG = 0.24;

/** Hue of human skin of any tone in Oklab, in radians, how far around it skin reaches, and how much of the change it is spared. */
const SKIN = 0.96;
const SKIN_REACH = 0.42;
const SPARED = 0.75;

/**
 * A table that strengthens pale colours by up to `by` (0.3: 30 %; below 0 it pales the strong ones), strong
 * ones less, and skin least.
 */
export const vividLut = (by: number): ColourLut =>
  oklabLut((lightness, a, b) => {
    const strength = Math.hypot(a, b);
    const fromSkin = Math.abs(Math.atan2(b, a) - SKIN) / SKIN_REACH;
    const spared = SPARED * Math.exp(-fromSkin * fromSkin);
    const paleness = Math.max(0, 1 - strength / STRONG);
    const share = by >= 0 ? paleness : Math.min(1, 0.35 + strength / STRONG);
    const gain = Math.max(0, 1 + by * share * (1 - spared));
    return [lightness, a * gain, b * gain];
  });
