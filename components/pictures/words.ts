import { formatSize } from "@/components/editor/client/formats";

const GIGABYTE = 1024 ** 3;

/** `one picture`, `137 pictures`. */
export const count = (number: number, one: string, many: string): string =>
  number === 1 ? `one ${one}` : `${number.toLocaleString("en-US")} ${many}`;

/** Storage for people: `640 KB`, `8.2 MB`, `1.4 GB`. */
export const storage = (bytes: number): string =>
  bytes < GIGABYTE ? formatSize(bytes) : `${(bytes / GIGABYTE).toFixed(1)} GB`;
