/** US dollars for people: `free`, `$0.045`, `about $0.05`; amounts below a cent keep what can be seen of them. */
export function formatPrice({ usd, estimated }: { usd: number; estimated: boolean }): string {
  if (usd === 0) return "free";
  return estimated ? `about ${dollars(usd, 2)}` : dollars(usd, 4);
}

function dollars(usd: number, digits: number): string {
  const text = new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: Math.max(digits, digitsToSee(usd)),
  });
  return text.format(usd);
}

// Decimals up to the first one that is not zero.
function digitsToSee(usd: number): number {
  return usd >= 0.01 ? 2 : Math.min(8, Math.ceil(-Math.log10(usd)));
}
