/** What other benches share with the engine's: `npm run bench` of the product prints with it. */
export { benchOperations } from "./bench-operations";
export { printRaw, printTable } from "./print";
export { makeScene } from "./scene";
export { benchUnderstanding } from "./understand";
export { growthExponent, median, quantile } from "./statistics";
