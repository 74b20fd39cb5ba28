/** What a code of a Huffman table stands for: `length << 8 | symbol`; 0 where no code begins so. */
export type HuffmanTable = {
  /** By the next eight bits, for codes of up to eight. */
  short: Uint16Array;
  /** By length: the code after the last, and the index of the first one's symbol less its code. */
  ends: Int32Array;
  shifts: Int32Array;
  symbols: Uint8Array;
};

const LOOK_AHEAD = 8;

/**
 * A Huffman table of the 16 counts and the symbols that follow in a DHT segment; `null` when there are
 * more codes than bits allow.
 */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable | null {
  const short = new Uint16Array(1 << LOOK_AHEAD);
  const ends = new Int32Array(18);
  const shifts = new Int32Array(18);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length += 1) {
    const count = counts[length - 1] ?? 0;
    if (code + count > 1 << length) return null;
    shifts[length] = index - code;
    const spread = LOOK_AHEAD - length;
    const kept = spread < 0 ? 0 : count;
    for (let each = 0; each < kept; each += 1) {
      const from = (code + each) << spread;
      short.fill((length << 8) | (symbols[index + each] ?? 0), from, from + (1 << spread));
    }
    code += count;
    index += count;
    ends[length] = count === 0 ? 0 : code;
    code <<= 1;
  }
  return { short, ends, shifts, symbols };
}

/**
 * Reads the bits between two markers of a JPEG. Past the last one it gives zeros and remembers that
 * (`isShort`), as decoders do.
 */
export class BitReader {
  private word = 0;
  private count = 0;
  private padding = 0;
  private hasBadCode = false;

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  /** Begins anew at another byte, as after a restart marker. */
  restart(at: number): void {
    this.at = at;
    this.word = 0;
    this.count = 0;
    this.padding = 0;
  }

  /** Whether more bits were asked for than there are, or a code that no table has. */
  isBroken(): boolean {
    return this.hasBadCode || this.count < this.padding;
  }

  /** The next `length` bits (0..16) as a number. */
  take(length: number): number {
    if (length === 0) return 0;
    if (this.count < length) this.fill();
    const value = (this.word << (32 - this.count)) >>> (32 - length);
    this.count -= length;
    return value;
  }

  /** The next symbol; 0 for a code that the table does not have. */
  symbol(table: HuffmanTable): number {
    if (this.count < 16) this.fill();
    const ahead = (this.word << (32 - this.count)) >>> 16;
    const found = table.short[ahead >>> 8] ?? 0;
    if (found !== 0) {
      this.count -= found >>> 8;
      return found & 0xff;
    }
    for (let length = LOOK_AHEAD + 1; length <= 16; length += 1) {
      const code = ahead >>> (16 - length);
      if (code >= (table.ends[length] ?? 0)) continue;
      this.count -= length;
      return table.symbols[code + (table.shifts[length] ?? 0)] ?? 0;
    }
    this.hasBadCode = true;
    return 0;
  }

  /** Where the bytes end that bits were taken of. */
  end(): number {
    let { at } = this;
    for (let unread = Math.max(0, this.count - this.padding) >>> 3; unread > 0; unread -= 1)
      at -= this.bytes[at - 1] === 0 && this.bytes[at - 2] === 0xff ? 2 : 1;
    return at;
  }

  private fill(): void {
    while (this.count <= 24) {
      const byte = this.bytes[this.at];
      const next = this.bytes[this.at + 1];
      if (byte === undefined || (byte === 0xff && next !== 0)) {
        this.word <<= 8;
        this.padding += 8;
      } else {
        this.word = (this.word << 8) | byte;
        this.at += byte === 0xff ? 2 : 1;
      }
      this.count += 8;
    }
  }
}
