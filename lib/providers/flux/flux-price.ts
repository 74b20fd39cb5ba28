import { fluxModel } from "./flux-model";
import { fluxSize, type Size } from "./flux-size";

const megapixels = ({ width, height }: Size): number => Math.max(1, Math.round((width * height) / 1e6));

/**
 * About what one edit costs by the price list, in US dollars: megapixels in and out, as far as they
 * count. `null`: the model's prices are not known here.
 */
export function fluxPrice(model: string, sent: Size): number | null {
  const { prices } = fluxModel(model);
  if (prices === null) return null;
  const further = megapixels(sent) + megapixels(fluxSize(sent)) - 1;
  return Math.round((prices.first + prices.more * further) * 1e6) / 1e6;
}
