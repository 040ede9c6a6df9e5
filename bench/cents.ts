/** Cents as the text of an amount. */
export function textOf(cents: number): string {
  const whole = Math.abs(cents)
  return `${cents < 0 ? '-' : ''}${Math.trunc(whole / 100)}.${String(whole % 100).padStart(2, '0')}`
}

/** Mostly what things cost, sometimes a refund; never zero. */
export function anyCents(random: () => number): number {
  const cents = 1 + Math.floor(random() * 50_000)
  return random() < 0.03 ? -cents : cents
}
