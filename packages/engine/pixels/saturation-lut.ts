import { colourLut, type ColourLut } from "./colour-lut";
import { LUMA } from "./colour-matrix";

/**
 * Every colour `factor` times as far from the grey of its light, which is kept. Near the strongest colour that
 * a screen can show it follows less and less, so that nothing clips and no hue turns.
 */
export const saturationLut = (factor: number): ColourLut =>
  colourLut((red, green, blue) => {
    const grey = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
    const above = Math.max(red, green, blue) - grey;
    const below = grey - Math.min(red, green, blue);
    let scale = factor;
    if (factor > 1 && above > 0 && below > 0) {
      const room = Math.max(0, Math.min((1 - grey) / above, grey / below) - 1);
      scale = room === 0 ? 1 : 1 + room * (1 - Math.exp((1 - factor) / room));
    }
    return [grey + (red - grey) * scale, grey + (green - grey) * scale, grey + (blue - grey) * scale];
  });
