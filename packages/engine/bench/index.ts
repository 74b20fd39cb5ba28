/** What other benches share with the engine's: `npm run bench` of the product prints with it. */
export { benchOperations } from "./bench-operations";
export { printRaw, printTable } from "./print";
export { makeScene } from "./scene";
export { growthExponent, median, quantile } from "./statistics";
