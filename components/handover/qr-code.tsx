import { generate } from "lean-qr";

/** Modules of white that a reader needs around a code. */
const MARGIN = 4;

/** A text as a QR code: dark on white in every theme, as readers expect it. */
export function QrCode({ text, label, className }: { text: string; label: string; className?: string }) {
  const code = generate(text);
  const modules = Array.from({ length: code.size }, (_, y) =>
    Array.from({ length: code.size }, (_unused, x) => (code.get(x, y) ? `M${x} ${y}h1v1h-1z` : "")).join(""),
  ).join("");
  const side = code.size + 2 * MARGIN;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-MARGIN} ${-MARGIN} ${side} ${side}`}
      shapeRendering="crispEdges"
      className={className}
    >
      <rect x={-MARGIN} y={-MARGIN} width={side} height={side} fill="#fff" />
      <path d={modules} fill="#000" />
    </svg>
  );
}
